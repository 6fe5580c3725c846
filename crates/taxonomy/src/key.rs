//! The form in which names are compared.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// A name as its words of lower case, without accents, joined by spaces: "Gestión (básica)" is "gestion basica", "Node.js" is "node.js".
#[must_use]
pub fn key(name: &str) -> String {
    let lower = name.to_lowercase();
    let mut key = String::with_capacity(lower.len());
    for word in folded(&lower).split(|c| !is_of_word(c)) {
        let word = word.trim_end_matches('.');
        if word.chars().any(char::is_alphanumeric) {
            if !key.is_empty() {
                key.push(' ');
            }
            key.push_str(word);
        }
    }
    key
}

/// True for characters of a word, which include those of `c++`, `c#` and `node.js`.
#[must_use]
pub fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '+' | '#' | '.') || (!c.is_ascii() && is_combining_mark(c))
}

/// A text of lower case without accents, which people leave out: "gestión" as "gestion", "größe" as "grosse".
#[must_use]
pub fn folded(lower: &str) -> Cow<'_, str> {
    if lower.is_ascii() {
        return Cow::Borrowed(lower);
    }
    let mut folded = String::with_capacity(lower.len());
    for c in lower.nfkd().filter(|c| !is_accent(*c)).nfc() {
        match c {
            'ß' => folded.push_str("ss"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            _ => folded.push(c),
        }
    }
    Cow::Owned(folded)
}

/// True for marks over Latin, Greek and Cyrillic letters.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036F}')
}
