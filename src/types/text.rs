//! Text that users type: trimmed, in Unicode normal form C, of bounded length, without characters that hide or reorder others.

use unicode_normalization::UnicodeNormalization;

use crate::error::Refusal;

/// A single line: a name, a title, a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line(String);

/// Several lines: a summary, a note, a description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prose(String);

impl Line {
    /// Parses a line of 1 to `max` characters.
    pub fn parse(path: &str, text: &str, max: usize) -> Result<Self, Refusal> {
        let line = Self::parse_optional(path, text, max)?;
        line.ok_or_else(|| Refusal::invalid(path, "This must not be empty."))
    }

    /// Parses a line of at most `max` characters; `None` if the text is blank.
    pub fn parse_optional(path: &str, text: &str, max: usize) -> Result<Option<Self>, Refusal> {
        let clean = clean(path, text, max)?;
        if clean.chars().any(char::is_control) {
            return Err(Refusal::invalid(
                path,
                "This must be a single line without control characters.",
            ));
        }
        Ok((!clean.is_empty()).then_some(Self(clean)))
    }

    /// The text.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }
}

impl Prose {
    /// Parses a text of at most `max` characters, which may be empty; line ends become `\n`.
    pub fn parse(path: &str, text: &str, max: usize) -> Result<Self, Refusal> {
        let clean = clean(path, text, max)?.replace("\r\n", "\n");
        if clean
            .chars()
            .any(|c| c.is_control() && !matches!(c, '\n' | '\t'))
        {
            return Err(Refusal::invalid(
                path,
                "This contains control characters; remove them.",
            ));
        }
        Ok(Self(clean))
    }

    /// The text.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }
}

/// True for characters that are refused in every text: NUL, and the controls that reorder text (Unicode TR 36, "bidi").
#[must_use]
pub const fn forbidden_char(c: char) -> bool {
    matches!(c, '\0' | '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// True for white space, and for characters that show nothing by themselves (Unicode: Default_Ignorable_Code_Point) or are an empty pattern.
/// Between others they are kept: Persian words and emoji need joiners.
fn shows_nothing(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'
                ..='\u{180f}'
        )
        || matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}')
        || matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{fff0}'..='\u{fff8}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

fn clean(path: &str, text: &str, max: usize) -> Result<String, Refusal> {
    // Four bytes per character and some white space to trim: longer texts are refused before normalization.
    if text.len() > max.saturating_mul(4).saturating_add(1_024) {
        return Err(too_long(path, max));
    }
    if text.chars().any(forbidden_char) {
        return Err(Refusal::invalid(
            path,
            "This contains a NUL or a text-direction control character; remove it.",
        ));
    }
    if text.chars().all(shows_nothing) {
        return Ok(String::new());
    }
    let clean: String = text.trim().nfc().collect();
    if clean.chars().count() > max {
        Err(too_long(path, max))
    } else {
        Ok(clean)
    }
}

fn too_long(path: &str, max: usize) -> Refusal {
    Refusal::invalid(
        path,
        format!("This is too long; the limit is {max} characters."),
    )
}
