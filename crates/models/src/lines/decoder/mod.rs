//! Decodes lines from pieces that are cut anywhere.
//!
//! An object ends with its brace, not with the line, so that arrays and objects over several lines are read as well. The objects of the protocol
//! are flat: a brace that opens within one, or a line break within one of its strings, is a mistake of the model, and reading goes on
//! from there. So a mistake costs one line. Some models write their thoughts before the text, between `<think>` and `</think>`: they are skipped as one,
//! with the drafts in them.

use super::line::Line;

const THOUGHT: &[u8] = b"<think>";
const END_OF_THOUGHT: &[u8] = b"</think>";

/// The limits of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineLimits {
    /// Bytes of an object.
    pub bytes_max: usize,
    /// Objects that are handed out.
    pub lines_max: usize,
    /// Objects and other texts that are skipped.
    pub skipped_max: usize,
}

impl Default for LineLimits {
    fn default() -> Self {
        Self {
            bytes_max: 8 * 1_024,
            lines_max: 60,
            skipped_max: 60,
        }
    }
}

/// Decodes lines.
#[derive(Debug)]
pub struct Decoder {
    limits: LineLimits,
    state: State,
    /// The bytes so far of what is read.
    object: Vec<u8>,
    lines: usize,
    skipped: usize,
    is_full: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Between objects, where white space, brackets and commas may be.
    Between,
    /// In a code fence's own line.
    Fence,
    /// In text that is no object, until the line ends.
    Other,
    /// In what may become the sign of a thought.
    Sign,
    /// In a thought.
    Thought,
    /// In an object, outside of its strings.
    Object,
    /// In a string of an object.
    Text,
    /// After a backslash in a string.
    Escape,
}

impl Decoder {
    /// A decoder with these limits.
    #[must_use]
    pub const fn new(limits: LineLimits) -> Self {
        Self {
            limits,
            state: State::Between,
            object: Vec::new(),
            lines: 0,
            skipped: 0,
            is_full: false,
        }
    }

    /// The lines that these bytes complete.
    pub fn push(&mut self, bytes: &[u8]) -> Vec<Line> {
        let mut lines = Vec::new();
        for &byte in bytes {
            if self.is_full {
                break;
            }
            if let Some(line) = self.take(byte) {
                lines.push(line);
            }
        }
        lines
    }

    /// The text has ended: an object or a thought without its end is skipped.
    pub fn finish(&mut self) {
        if !matches!(self.state, State::Between | State::Fence | State::Other) {
            self.skip(State::Between);
        }
    }

    /// How many objects and other texts were skipped.
    #[must_use]
    pub const fn skipped(&self) -> usize {
        self.skipped
    }

    /// True if a limit of lines is reached: nothing more is read, and the answer can be dropped.
    #[must_use]
    pub const fn is_full(&self) -> bool {
        self.is_full
    }

    fn take(&mut self, byte: u8) -> Option<Line> {
        match self.state {
            State::Between | State::Fence | State::Other => self.take_outside(byte),
            State::Sign => self.take_in_sign(byte),
            State::Thought => self.take_in_thought(byte),
            State::Object => return self.take_in_object(byte),
            State::Text | State::Escape => self.take_in_text(byte),
        }
        None
    }

    fn take_outside(&mut self, byte: u8) {
        match byte {
            // A fence has words; in other texts an object may begin.
            b'{' if self.state != State::Fence => self.open(),
            b'\n' => self.state = State::Between,
            _ if self.state != State::Between => {}
            b'`' => self.state = State::Fence,
            b'<' => self.add(byte, State::Sign),
            b' ' | b'\t' | b'\r' | b',' | b'[' | b']' => {}
            _ => self.skip(State::Other),
        }
    }

    fn take_in_sign(&mut self, byte: u8) {
        self.add(byte, State::Sign);
        if self.object == THOUGHT {
            self.object.clear();
            self.state = State::Thought;
        } else if !THOUGHT.starts_with(&self.object) {
            self.skip(State::Other);
            self.take_outside(byte);
        }
    }

    /// Only as many bytes are kept as its end has.
    fn take_in_thought(&mut self, byte: u8) {
        if self.object.len() == END_OF_THOUGHT.len() {
            self.object.remove(0);
        }
        self.object.push(byte);
        if self.object == END_OF_THOUGHT {
            self.skip(State::Between);
        }
    }

    fn take_in_object(&mut self, byte: u8) -> Option<Line> {
        match byte {
            b'{' => {
                self.skip(State::Between);
                self.open();
            }
            b'}' => {
                self.object.push(byte);
                return self.close();
            }
            b'"' => self.add(byte, State::Text),
            _ => self.add(byte, State::Object),
        }
        None
    }

    fn take_in_text(&mut self, byte: u8) {
        match byte {
            b'\n' => self.skip(State::Between),
            _ if self.state == State::Escape => self.add(byte, State::Text),
            b'"' => self.add(byte, State::Object),
            b'\\' => self.add(byte, State::Escape),
            _ => self.add(byte, State::Text),
        }
    }

    fn open(&mut self) {
        self.add(b'{', State::Object);
    }

    fn add(&mut self, byte: u8, state: State) {
        self.state = state;
        self.object.push(byte);
        if self.object.len() > self.limits.bytes_max {
            self.skip(State::Other);
        }
    }

    fn close(&mut self) -> Option<Line> {
        let object = std::mem::take(&mut self.object);
        self.state = State::Between;
        if let Ok(line) = serde_json::from_slice(&object) {
            self.lines += 1;
            self.is_full = self.lines >= self.limits.lines_max;
            return Some(line);
        }
        self.skip(State::Between);
        None
    }

    fn skip(&mut self, state: State) {
        self.object.clear();
        self.state = state;
        self.skipped += 1;
        self.is_full |= self.skipped >= self.limits.skipped_max;
    }
}

impl Default for Decoder {
    fn default() -> Self {
        Self::new(LineLimits::default())
    }
}

#[cfg(test)]
mod tests;
