//! The unit behind a number.

use super::words::{NO_UNITS, QUALIFIERS, SIGNS, TOUCHING, has};

const BLANKS: [char; 3] = [' ', '\u{A0}', '\u{202F}'];

/// The unit, and its text with what stands before it: `%`, a sign of a currency, `°C`, or a word, without a blank only where it is known as
/// a unit or behind a hyphen: "20ms", "12-person".
pub(super) fn of(after: &str) -> Option<(String, &str)> {
    let plain = after.trim_start_matches('+');
    let trimmed = plain.trim_start_matches(BLANKS);
    let first = trimmed.chars().next()?;
    if first == '%' || SIGNS.contains(&first) {
        return with(after, trimmed, first.len_utf8());
    }
    if let Some(scale) = trimmed.strip_prefix('°') {
        return with(after, trimmed, '°'.len_utf8() + word_length(scale));
    }
    if trimmed.len() < plain.len() {
        return counted(after, trimmed);
    }
    let hyphened = trimmed.strip_prefix('-').unwrap_or(trimmed);
    let length = word_length(hyphened);
    let word = hyphened.get(..length)?;
    let is_known = hyphened.len() == trimmed.len() && has(TOUCHING, word);
    let is_hyphened = hyphened.len() < trimmed.len() && is_unit(word);
    (is_known || is_hyphened).then(|| with(after, hyphened, length))?
}

/// The word behind a blank, and behind words such as "new".
fn counted<'a>(after: &'a str, trimmed: &'a str) -> Option<(String, &'a str)> {
    let length = word_length(trimmed);
    let word = trimmed.get(..length)?;
    if has(QUALIFIERS, word) {
        let next = trimmed
            .get(length..)?
            .trim_start_matches([' ', '\u{A0}', '\u{202F}', '\'', '’']);
        let length = word_length(next);
        if next.get(..length).is_some_and(is_unit) {
            return with(after, next, length);
        }
    }
    is_unit(word).then(|| with(after, trimmed, length))?
}

/// The unit at the beginning of `rest`, which is the end of `after`.
fn with<'a>(after: &'a str, rest: &str, length: usize) -> Option<(String, &'a str)> {
    let unit = rest.get(..length)?;
    let text = after.get(..after.len() - rest.len() + length)?;
    Some((unit.to_owned(), text))
}

fn word_length(text: &str) -> usize {
    let word = text
        .split(|c: char| !c.is_alphanumeric() && c != '-')
        .next();
    word.unwrap_or_default().trim_end_matches('-').len()
}

fn is_unit(word: &str) -> bool {
    let is_word =
        word.starts_with(char::is_alphabetic) && !word.contains(|c: char| c.is_ascii_digit());
    is_word && !has(NO_UNITS, &word.to_lowercase())
}
