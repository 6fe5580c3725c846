//! Encodings of files: UTF-8, UTF-16 with a byte order mark, else Windows-1252, which is what spreadsheets write, or Windows-1250, Windows-1251
//! or that of older Macintosh programs, where the letters inside of words say so.

mod decoder;
mod letters;

use std::io::Read;

pub use decoder::Decoder;
use letters::Letters;

/// An encoding that files are read in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Charset {
    /// UTF-8, with or without a byte order mark.
    #[default]
    Utf8,
    /// UTF-8 with some bytes that are not; these are read as Windows-1252.
    MixedUtf8,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// Windows-1252.
    Windows1252,
    /// Mac OS Roman.
    Macintosh,
    /// Windows-1250, for languages such as Polish, Czech and Hungarian.
    Windows1250,
    /// Windows-1251, for Cyrillic letters.
    Windows1251,
}

impl Charset {
    /// What a finding says if the file is not UTF-8.
    #[must_use]
    pub fn message(self) -> Option<&'static str> {
        match self {
            Self::Utf8 => None,
            Self::MixedUtf8 => Some(
                "Some characters are not UTF-8 and were read as Windows-1252. Check letters with accents.",
            ),
            Self::Utf16Le | Self::Utf16Be => {
                Some("The file is UTF-16, not UTF-8, and was read as such.")
            }
            Self::Windows1252 => Some(
                "The file is not UTF-8 and was read as Windows-1252, which spreadsheets write. Check letters with accents.",
            ),
            Self::Macintosh => Some(
                "The file is not UTF-8 and was read as Mac OS Roman, which older Macintosh programs write. Check letters with accents.",
            ),
            Self::Windows1250 => Some(
                "The file is not UTF-8 and was read as Windows-1250, which spreadsheets write in the centre and east of Europe. Check letters with accents.",
            ),
            Self::Windows1251 => Some(
                "The file is not UTF-8 and was read as Windows-1251, which spreadsheets write with Cyrillic letters. Check the text.",
            ),
        }
    }
}

/// A file with zeros is text if at most one byte in so many is a control character.
const CONTROLS_SHARE: u64 = 50;

/// The file has bytes that no text has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Binary;

/// Finds the encoding of a file that is given piece by piece.
#[derive(Debug, Default)]
pub struct Detector {
    /// The first bytes, as long as there are fewer than a byte order mark has.
    head: Vec<u8>,
    /// Set by a byte order mark of UTF-16.
    marked: Option<Charset>,
    /// The bytes at the end of the last piece that may begin a character.
    tail: Vec<u8>,
    characters: u64,
    invalid: u64,
    bytes: u64,
    zeros: u64,
    controls: u64,
    letters: Letters,
}

impl Detector {
    /// Takes the next piece.
    pub fn push(&mut self, piece: &[u8]) {
        if self.marked.is_some() {
            return;
        }
        if self.head.len() < 2 {
            self.head.extend(piece.iter().take(2 - self.head.len()));
            self.marked = match self.head.as_slice() {
                [0xFF, 0xFE] => Some(Charset::Utf16Le),
                [0xFE, 0xFF] => Some(Charset::Utf16Be),
                _ => None,
            };
        }
        if self.marked.is_none() {
            self.bytes = self.bytes.saturating_add(piece.len() as u64);
            self.zeros = self
                .zeros
                .saturating_add(memchr::memchr_iter(0, piece).count() as u64);
            let control = |byte: &&u8| matches!(byte, 0..=8 | 0x0E..=0x19 | 0x1C..=0x1F);
            let controls = piece.iter().filter(control).count();
            self.controls = self.controls.saturating_add(controls as u64);
        }
        self.letters.count(piece);
        if self.tail.is_empty() {
            self.count(piece);
        } else {
            let mut bytes = std::mem::take(&mut self.tail);
            bytes.extend_from_slice(piece);
            self.count(&bytes);
        }
    }

    /// Counts the characters beyond ASCII, and bytes that are none.
    fn count(&mut self, bytes: &[u8]) {
        for chunk in bytes.utf8_chunks() {
            let valid = chunk.valid();
            if !valid.is_ascii() {
                let beyond = valid.chars().filter(|c| !c.is_ascii()).count();
                self.characters = self.characters.saturating_add(beyond as u64);
            }
            let invalid = chunk.invalid();
            let at_end = invalid.as_ptr_range().end == bytes.as_ptr_range().end;
            if at_end && may_continue(invalid) {
                self.tail = invalid.to_vec();
            } else if !invalid.is_empty() {
                self.invalid = self.invalid.saturating_add(1);
            }
        }
    }

    /// The encoding of all pieces.
    pub fn finish(mut self) -> Result<Charset, Binary> {
        if let Some(marked) = self.marked {
            return Ok(marked);
        }
        if !self.tail.is_empty() {
            self.invalid = self.invalid.saturating_add(1);
        }
        // One stray zero is no reason to give up a text; a file of a program has more, and other controls.
        if self.zeros > 0 && self.controls.saturating_mul(CONTROLS_SHARE) > self.bytes {
            return Err(Binary);
        }
        Ok(match (self.invalid, self.characters) {
            (0, _) => Charset::Utf8,
            (invalid, characters) if characters > invalid => Charset::MixedUtf8,
            _ => self.letters.charset(),
        })
    }
}

/// True for the beginning of a character of UTF-8 that is longer.
fn may_continue(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none())
}

/// Decodes a whole file. A byte order mark is left out.
pub fn decode(bytes: &[u8]) -> Result<(String, Charset), Binary> {
    let mut detector = Detector::default();
    detector.push(bytes);
    let charset = detector.finish()?;
    let mut text = String::new();
    // Reading from memory does not fail.
    let _ = Decoder::new(bytes, charset).read_to_string(&mut text);
    Ok((text, charset))
}

#[cfg(test)]
mod tests;
