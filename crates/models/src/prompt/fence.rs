//! The fence around data: a line with a random boundary before and after. Data is JSON, one object for each line, so that no text has a line
//! break of its own and none can end the fence, even if it knows the boundary. What could be taken for a sign of a chat template, and
//! characters without a shape, are written as escapes.

use std::fmt::{self, Write};

/// A random word that data cannot know.
#[derive(Clone, PartialEq, Eq)]
pub struct Boundary(String);

/// An object of a fence, in one line.
pub(super) struct Row(String);

/// Data between two lines with the boundary.
pub(super) fn fenced(
    name: &str,
    boundary: &Boundary,
    rows: impl IntoIterator<Item = Row>,
) -> String {
    let Boundary(word) = boundary;
    let mut text = format!("BEGIN {name} {word}\n");
    for Row(row) in rows {
        text.push_str(&row);
        text.push_str("}\n");
    }
    text + &format!("END {name} {word}\n")
}

impl Boundary {
    /// A boundary of these random bytes.
    #[must_use]
    pub fn new(random: [u8; 16]) -> Self {
        Self(format!("{:032x}", u128::from_be_bytes(random)))
    }

    /// The word; no text that is shown to anybody may have it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Boundary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Boundary(***)")
    }
}

impl Row {
    pub(super) const fn new() -> Self {
        Self(String::new())
    }

    /// Adds a text.
    pub(super) fn text(self, name: &str, text: &str) -> Self {
        self.value(name, &encoded(text))
    }

    /// Adds a text, if there is one.
    pub(super) fn some(self, name: &str, text: Option<&str>) -> Self {
        match text {
            Some(text) if !text.is_empty() => self.text(name, text),
            _ => self,
        }
    }

    /// Adds a value that is JSON.
    pub(super) fn value(mut self, name: &str, json: &str) -> Self {
        self.0.push(if self.0.is_empty() { '{' } else { ',' });
        for part in ["\"", name, "\":", json] {
            self.0.push_str(part);
        }
        self
    }
}

/// A text as JSON.
pub(super) fn encoded(text: &str) -> String {
    // The characters of a quoted text, as it is written without further escapes.
    let quoted = serde_json::Value::from(text).to_string();
    let mut encoded = String::with_capacity(quoted.len());
    for c in quoted.chars() {
        if is_plain(c) {
            encoded.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            // To write to a string never fails.
            let _ = write!(encoded, "\\u{unit:04x}");
        }
    }
    encoded
}

/// False for signs of chat templates and fences, and for characters that nobody sees.
const fn is_plain(c: char) -> bool {
    !matches!(
        c,
        '<' | '>' | '[' | ']' | '|' | '`' | '\u{7F}'..='\u{A0}' | '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}'
            | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}' | '\u{2000}'..='\u{200F}' | '\u{2028}'..='\u{202F}'
            | '\u{205F}'..='\u{206F}' | '\u{3164}' | '\u{E000}'..='\u{F8FF}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFFF}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{10FFFF}'
    )
}
