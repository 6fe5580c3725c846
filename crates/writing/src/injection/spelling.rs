//! Spellings that hide a word from a search: digits and foreign letters in it, or spaces between its letters.

use std::ops::Range;

use crate::text::Text;

/// The least single letters in a row that are a word.
const LETTERS_MIN: usize = 6;
/// Beginnings of instructions without spaces.
const SPACED: &[&str] = &[
    "ignoreall",
    "ignoreprev",
    "ignoretheabove",
    "ignoreprior",
    "ignoreyour",
    "disregard",
    "systemprompt",
    "ignoriere",
    "vergiss",
    "overrid",
    "jailbreak",
];

/// Replaces digits and letters of other scripts that stand for Latin ones, where a word has both.
pub(super) fn normalise(text: &mut Text) {
    for token in &mut text.tokens {
        let ascii = token.folded.chars().any(|c| c.is_ascii_alphabetic());
        if ascii && (token.is_mixed() || !token.folded.is_ascii()) {
            token.folded = token.folded.chars().map(latin).collect();
        }
    }
}

fn latin(c: char) -> char {
    match c {
        '0' | 'о' | 'ο' => 'o',
        '1' | 'і' | 'ι' => 'i',
        '3' | 'е' | 'ε' => 'e',
        '4' | 'а' | 'α' => 'a',
        '5' | 'ѕ' => 's',
        '7' | 'т' | 'τ' => 't',
        'р' | 'ρ' => 'p',
        'с' => 'c',
        'у' | 'υ' => 'y',
        'х' | 'χ' => 'x',
        'в' => 'b',
        'н' => 'h',
        'к' | 'κ' => 'k',
        'м' => 'm',
        'ѵ' | 'ν' => 'v',
        other => other,
    }
}

/// "i g n o r e  a l l"
pub(super) fn spaced_out(text: &Text) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.tokens.len() {
        let run = text
            .tokens
            .iter()
            .skip(at)
            .take_while(|token| token.folded.chars().count() == 1);
        let letters: Vec<&str> = run.map(|token| token.folded.as_str()).collect();
        if letters.len() >= LETTERS_MIN {
            let joined: String = letters.concat().chars().map(latin).collect();
            if SPACED.iter().any(|start| joined.contains(start)) {
                found.push(text.span(&(at..at + letters.len())));
            }
        }
        at += letters.len().max(1);
    }
    found
}
