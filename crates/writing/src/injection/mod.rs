//! Instructions to a language model in the text of a posting: hidden characters, and imperatives that no reader of a posting needs.

mod pattern;
mod spelling;

use std::{ops::Range, sync::LazyLock};

use reading::text::letter_of_tag;

use self::pattern::Pattern;
use crate::text::Text;

/// A line is parts in a row, with the most words between two of them.
static PATTERNS: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
    let lines = include_str!("patterns.txt").lines();
    lines
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .map(Pattern::read)
        .collect()
});
/// The same for texts without spaces between words, and for signs of protocols; in lower case.
static FRAGMENTS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let lines = include_str!("fragments.txt").lines();
    lines
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .map(|line| line.trim().to_lowercase())
        .collect()
});

/// A text without hidden characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visible {
    /// The text without them.
    pub text: String,
    /// What was hidden: letters of tag characters, `·` for others. Empty if nothing was.
    pub hidden: String,
}

/// True for characters without a shape: zero width, direction, tags, and variation selectors beyond that of emoji.
#[must_use]
pub fn is_hidden(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0E}' | '\u{FEFF}'
            | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}'
    )
}

/// Removes hidden characters. Soft hyphens, joiners between letters that need them, and those of emoji are removed as well, but not reported.
#[must_use]
pub fn visible(text: &str) -> Visible {
    let mut shown = String::with_capacity(text.len());
    let mut hidden = String::new();
    let mut before = ' ';
    for c in text.chars() {
        if !is_hidden(c) {
            shown.push(c);
            before = c;
            continue;
        }
        // Joiners are letters in some scripts, and parts of emoji.
        let joiner = matches!(c, '\u{200C}' | '\u{200D}') && !before.is_ascii();
        if joiner {
            shown.push(c);
        } else if c != '\u{AD}' {
            hidden.push(letter_of_tag(c).unwrap_or('·'));
        }
    }
    Visible {
        text: shown,
        hidden,
    }
}

/// The bytes of imperatives to a language model or to whatever reads applications, in their order. It is a hint for the user and no control:
/// text that it does not find may still be an attack.
#[must_use]
pub fn suspicious_instructions(text: &str) -> Vec<Range<usize>> {
    let mut tokens = Text::read(text, |_| false);
    spelling::normalise(&mut tokens);
    let mut found: Vec<Range<usize>> = PATTERNS
        .iter()
        .flat_map(|pattern| pattern.find(&tokens))
        .map(|range| tokens.span(&range))
        .collect();
    found.extend(fragments(text));
    found.extend(spelling::spaced_out(&tokens));
    merge(found)
}

fn fragments(text: &str) -> Vec<Range<usize>> {
    // Lower case of the same length, so that bytes are those of the text.
    let lower: String = text
        .chars()
        .map(|c| {
            let mut lower = c.to_lowercase();
            match (lower.next(), lower.next()) {
                (Some(one), None) if one.len_utf8() == c.len_utf8() => one,
                _ => c,
            }
        })
        .collect();
    let found = FRAGMENTS.iter().flat_map(|fragment| {
        let places = lower.match_indices(fragment.as_str());
        places
            .map(|(at, _)| at..at + fragment.len())
            .collect::<Vec<_>>()
    });
    found.collect()
}

fn merge(mut found: Vec<Range<usize>>) -> Vec<Range<usize>> {
    found.sort_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in found {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

#[cfg(test)]
mod tests;
