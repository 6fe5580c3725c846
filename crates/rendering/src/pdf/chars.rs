//! Characters: which the fonts have, and which need care.

use harfrust::{Script, ShaperFont, Tag};
use unicode_normalization::char::decompose_canonical;

/// The box that is drawn for a character that the fonts lack.
pub const MISSING: char = '\u{25A1}';

/// How a character is drawn.
pub enum Drawn {
    Nothing,
    Space,
    /// As these characters, which are canonically the same.
    Parts(String),
    Box,
}

impl Drawn {
    /// How a font draws a character.
    pub fn of(c: char, font: &ShaperFont<'_, '_>) -> Self {
        if c.is_whitespace() {
            return Self::Space;
        }
        if is_ignorable(c) {
            return Self::Nothing;
        }
        if is_right_to_left(c) {
            return Self::Box;
        }
        let has = |c: char| {
            font.nominal_glyph(u32::from(c))
                .is_some_and(|id| id.to_u32() > 0)
        };
        if has(c) {
            return Self::Parts(c.to_string());
        }
        let mut parts = String::new();
        decompose_canonical(c, |part| parts.push(part));
        if parts.chars().all(has) {
            Self::Parts(parts)
        } else {
            Self::Box
        }
    }
}

/// Joiners and selectors, which change how the character before them is drawn.
pub fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{34F}' | '\u{200C}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

/// The script of a letter; none for what all scripts use.
pub fn script(c: char) -> Option<Script> {
    let tag = match c {
        c if !c.is_alphabetic() => return None,
        'A'..='z' | '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => b"Latn",
        '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' => b"Grek",
        '\u{400}'..='\u{52F}' | '\u{1C80}'..='\u{1C8F}' | '\u{A640}'..='\u{A69F}' => b"Cyrl",
        _ => return None,
    };
    Script::from_iso15924_tag(Tag::new(tag))
}
