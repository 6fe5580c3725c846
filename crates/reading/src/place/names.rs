//! Names in the form in which they are looked up.

use crate::words::{is_of_word, simplified};

/// The name folded: lower case, without accents and punctuation, "Saint" and "St." the same. `data/make_places.py` folds in the same way.
pub(super) fn key(name: &str) -> String {
    let folded = simplified(name);
    let mut key = String::with_capacity(folded.len());
    let bare: String = folded
        .chars()
        .filter(|c| !matches!(c, '.' | '\'' | '’' | '‘' | 'ʼ' | '`' | '´' | 'ʻ'))
        .collect();
    for word in bare.split(|c| !is_of_word(c) || matches!(c, '+' | '#' | '\u{200C}' | '\u{200D}')) {
        if word.is_empty() {
            continue;
        }
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(match word {
            "saint" | "sankt" => "st",
            "fort" => "ft",
            "mount" => "mt",
            word => word,
        });
    }
    key
}
