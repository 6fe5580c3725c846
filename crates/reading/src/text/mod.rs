//! Cleans text from outside: normal form C, entities of HTML, invisible characters, white space, length.

mod entity;

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc_quick};

pub use entity::decode;

/// Plain text on one line: entities decoded once, in normal form C, without control characters, with single spaces, cut to a length.
/// For text as a board gives it. Text that was read by this function already is cleaned by [`tidy`], which decodes nothing.
#[must_use]
pub fn line(text: &str, chars_max: usize) -> String {
    tidy(&decode(text), chars_max)
}

/// The same as [`line()`], but an entity stays as it is.
#[must_use]
pub fn tidy(text: &str, chars_max: usize) -> String {
    let line = visible(text)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    cut(&line, chars_max).trim_end().to_owned()
}

/// Converts plain text to HTML with its paragraphs and lines.
#[must_use]
pub fn html_of_plain(text: &str) -> String {
    let escaped = escape(&visible(text)).replace("\r\n", "\n");
    let paragraphs = escaped
        .split("\n\n")
        .map(str::trim)
        .filter(|paragraph| !paragraph.is_empty());
    paragraphs
        .flat_map(|paragraph| {
            [
                "<p>".to_owned(),
                paragraph.replace('\n', "<br>"),
                "</p>".to_owned(),
            ]
        })
        .collect()
}

/// HTML that is escaped as text (Greenhouse), unescaped once. Unchanged if it contains tags.
#[must_use]
pub fn unescape(html: &str) -> Cow<'_, str> {
    let tagged = html
        .split('<')
        .skip(1)
        .any(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()));
    if tagged {
        Cow::Borrowed(html)
    } else {
        decode(html)
    }
}

/// Escapes text for use in HTML.
#[must_use]
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// The text in normal form C without invisible characters: controls, text direction marks, and tag characters, which can hide instructions
/// to a language model. Joiners are kept, because Persian words and emoji need them.
#[must_use]
pub fn visible(text: &str) -> String {
    let hidden = |c: char| {
        let control = c.is_control() && !matches!(c, '\n' | '\t' | '\r');
        let direction = matches!(c, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
        let blank = matches!(c, '\u{00AD}' | '\u{200B}' | '\u{2060}'..='\u{2064}' | '\u{206A}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}');
        control || direction || blank || matches!(c, '\u{E0000}'..='\u{E007F}')
    };
    let mut shown = String::with_capacity(text.len());
    shown.extend(text.chars().filter(|c| !hidden(*c)));
    // Composed last: two letters that a hidden character parted may be one.
    if is_nfc_quick(shown.chars()) == IsNormalized::Yes {
        return shown;
    }
    shown.nfc().collect()
}

/// The letter that a tag character stands for (Unicode 16, block Tags).
#[must_use]
pub fn letter_of_tag(c: char) -> Option<char> {
    let letter = u32::from(c).checked_sub(0xE0000).and_then(char::from_u32)?;
    (letter.is_ascii() && !letter.is_control()).then_some(letter)
}

/// The first characters of a text.
#[must_use]
pub fn cut(text: &str, chars_max: usize) -> &str {
    text.char_indices()
        .nth(chars_max)
        .and_then(|(end, _)| text.get(..end))
        .unwrap_or(text)
}

#[cfg(test)]
mod tests;
