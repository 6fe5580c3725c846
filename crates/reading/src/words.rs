//! Words of a text, folded for comparison.

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// The words of a text: folded, without punctuation; `+` and `#` are kept for C++ and C#.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    fold(text)
        .split(|c| !is_of_word(c))
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .map(str::to_owned)
        .collect()
}

/// Lower case without accents: "Zürich" and "ZURICH" become "zurich". Marks of scripts that need them (Hindi, Thai, Japanese) are kept.
#[must_use]
pub fn fold(text: &str) -> String {
    let bare = text
        .nfkd()
        .filter(|c| !is_accent(*c))
        .nfc()
        .flat_map(char::to_lowercase);
    let mut folded = String::with_capacity(text.len());
    for c in bare {
        match c {
            'ß' => folded.push_str("ss"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'þ' => folded.push_str("th"),
            'đ' | 'ð' => folded.push('d'),
            'ħ' => folded.push('h'),
            'ı' => folded.push('i'),
            _ => folded.push(c),
        }
    }
    folded
}

/// True for characters of a word. A mark belongs to the letter before it.
#[must_use]
pub fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c) || matches!(c, '+' | '#' | '\u{200C}' | '\u{200D}')
}

/// True for marks over Latin, Greek, Cyrillic, Hebrew and Arabic letters, which people leave out.
fn is_accent(c: char) -> bool {
    matches!(c,
        '\u{0300}'..='\u{036F}' | '\u{0483}'..='\u{0489}' | '\u{0591}'..='\u{05C7}' | '\u{064B}'..='\u{065F}' | '\u{0670}'
        | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}')
        && is_combining_mark(c)
}

#[cfg(test)]
mod tests;
