//! Words of a text, simplified for comparison.

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// The words of a text: folded, without punctuation; `+` and `#` are kept for C++ and C#.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    simplified(text)
        .split(|c| !is_of_word(c))
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .map(str::to_owned)
        .collect()
}

/// Lower case without accents: "Zürich" and "ZURICH" become "zurich". Marks of scripts that need them (Hindi, Thai, Japanese) are kept.
/// Stored keys of titles and companies and the gazetteer have this form, so it stays as it is; `analysis::fold`, the form of the search, may
/// change with its index, and folds more (letters of Arabic and of the Caucasus, the Greek final sigma).
#[must_use]
pub fn simplified(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut simple = String::with_capacity(text.len());
    // Nothing is composed across a space, and most words are ASCII.
    for word in text.split_inclusive([' ', '\n']) {
        if word.is_ascii() {
            simple.extend(word.chars().map(|c| c.to_ascii_lowercase()));
        } else {
            push_simplified(word, &mut simple);
        }
    }
    simple
}

fn push_simplified(text: &str, simple: &mut String) {
    let bare = text
        .nfkd()
        .filter(|c| !is_accent(*c))
        .nfc()
        .flat_map(char::to_lowercase);
    for c in bare {
        match c {
            'ß' => simple.push_str("ss"),
            'ø' => simple.push('o'),
            'ł' => simple.push('l'),
            'æ' => simple.push_str("ae"),
            'œ' => simple.push_str("oe"),
            'þ' => simple.push_str("th"),
            'đ' | 'ð' => simple.push('d'),
            'ħ' => simple.push('h'),
            'ı' => simple.push('i'),
            _ => simple.push(c),
        }
    }
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

/// The gap between a word and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// Nothing: the first word.
    Start,
    /// White space, a full stop, an ampersand.
    Space,
    /// A hyphen between two words: "mid-market".
    Hyphen,
    /// An apostrophe: "director's".
    Apostrophe,
    /// A slash: "Junior/Mid".
    Slash,
    /// A comma, bracket, dash or other sign that ends a segment.
    Break,
}

/// A set of words, written as one text.
pub(crate) struct Set(pub(crate) &'static str);

impl Set {
    /// True if the word is among them.
    pub(crate) fn has(&self, word: &str) -> bool {
        self.0.split_ascii_whitespace().any(|one| one == word)
    }
}

/// A word of a text with its surroundings.
#[derive(Clone, Debug)]
pub struct Word {
    /// As in [`simplified`].
    pub folded: String,
    /// As written.
    pub raw: String,
    /// The gap to the word before.
    pub gap: Gap,
    /// True inside brackets.
    pub aside: bool,
}

/// Endings that are written in brackets: "Intern(al)", "Praktikant(in)".
const BRACKETED_ENDINGS: &[&str] = &[
    "(al)", "(ally)", "(ship)", "(ships)", "(s)", "(e)", "(r)", "(n)", "(in)", "(innen)", "(a)",
    "(o)", "(ka)", "(euse)", "(trice)", "(ne)",
];
/// Maximum number of words that are read.
const WORDS_MAX: usize = 400;

/// The words of a text in order, with what parts them.
#[must_use]
pub fn parse(text: &str) -> Vec<Word> {
    let mut text = text.to_owned();
    for ending in BRACKETED_ENDINGS {
        text = without_brackets(&text, ending);
    }
    let mut found: Vec<Word> = Vec::new();
    let (mut between, mut word, mut depth) = (String::new(), String::new(), 0_usize);
    for c in text.chars().chain([' ']) {
        if is_of_word(c) {
            word.push(c);
            continue;
        }
        if !word.is_empty() {
            let raw = std::mem::take(&mut word);
            if raw.chars().any(char::is_alphanumeric) && found.len() < WORDS_MAX {
                let gap = if found.is_empty() {
                    Gap::Start
                } else {
                    gap(&between)
                };
                found.push(Word {
                    folded: simplified(&raw),
                    raw,
                    gap,
                    aside: depth > 0,
                });
                between.clear();
            }
        }
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        between.push(c);
    }
    found
}

/// The words of a segment of a text: from one [`Gap::Break`] to the next.
pub fn segments(words: &[Word]) -> impl Iterator<Item = &[Word]> {
    words.chunk_by(|_, next| next.gap != Gap::Break)
}

/// `FullTime` as two words.
#[must_use]
pub fn spaced(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len() + 4);
    let mut after_lower = false;
    for c in text.chars() {
        if after_lower && c.is_uppercase() {
            spaced.push(' ');
        }
        after_lower = c.is_lowercase();
        spaced.push(c);
    }
    spaced
}

/// "Intern(al)" as "Internal"; only where a letter is before the bracket.
fn without_brackets(text: &str, ending: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(ending) {
        kept.push_str(before);
        if kept.ends_with(char::is_alphabetic) && !after.starts_with(char::is_alphanumeric) {
            kept.push_str(ending.trim_matches(['(', ')']));
        } else {
            kept.push_str(ending);
        }
        rest = after;
    }
    kept.push_str(rest);
    kept
}

fn gap(between: &str) -> Gap {
    let hyphen = |c: char| matches!(c, '-' | '\u{2010}'..='\u{2013}');
    let ends = |c: char| {
        !(c.is_whitespace()
            || hyphen(c)
            || matches!(
                c,
                '/' | '\\'
                    | '\''
                    | '’'
                    | '‘'
                    | '`'
                    | '´'
                    | '.'
                    | '&'
                    | '_'
                    | '*'
                    | '%'
                    | '"'
                    | '^'
                    | '~'
                    | '@'
                    | '$'
                    | '€'
            ))
    };
    let mut hyphens = between.chars().filter(|c| hyphen(*c));
    if between.contains(ends)
        || between.contains('\n')
        || (hyphens.next().is_some() && between.contains(char::is_whitespace))
    {
        Gap::Break
    } else if between.contains(['/', '\\']) {
        Gap::Slash
    } else if between.contains(hyphen) {
        Gap::Hyphen
    } else if between.contains(['\'', '’', '‘', '`', '´']) && !between.contains(char::is_whitespace)
    {
        Gap::Apostrophe
    } else {
        Gap::Space
    }
}

#[cfg(test)]
mod tests;
