//! What neighbouring words of a query mean together: one word for some writers, or the name of a place in another language.
//!
//! A pattern that is added to each of the terms stands for all of them: `(A or P) and (B or P)` is `(A and B) or P`.

use analysis::{Language, analyse};
use reading::place;

use super::{
    pattern::{Pattern, plain},
    text::{Need, Reading, SearchText, Term},
};

/// Terms that are looked at; the rest of a longer query is taken as typed.
const TERMS_MAX: usize = 16;
/// Most words of the name of a place.
const NAME_MAX: usize = 4;

/// The query with what its terms may also be.
pub(super) fn widened(mut text: SearchText) -> SearchText {
    widen(&mut text.terms);
    text
}

fn widen(terms: &mut [Term]) {
    let terms = terms
        .get_mut(..TERMS_MAX.min(terms.len()))
        .unwrap_or_default();
    let words: Vec<Option<String>> = terms.iter().map(written).collect();
    let mut add = |from: usize, length: usize, patterns: Vec<Pattern>| {
        for term in terms.iter_mut().skip(from).take(length) {
            for pattern in &patterns {
                if !term.patterns.contains(pattern) {
                    term.patterns.push(pattern.clone());
                }
            }
        }
    };
    for (index, pair) in words.windows(2).enumerate() {
        if let [Some(left), Some(right)] = pair
            && left.chars().count() + right.chars().count() > 2
        {
            add(index, 2, joined(&format!("{left}{right}")));
        }
    }
    for from in 0..words.len() {
        for length in 1..=NAME_MAX {
            let Some(Some(name)) = words
                .get(from..from + length)
                .map(|words| words.iter().cloned().collect::<Option<Vec<String>>>())
            else {
                break;
            };
            if let Some(usual) = place::usual_name(&name.join(" ")) {
                add(from, length, vec![phrase(usual)]);
            }
        }
    }
    for term in terms.iter_mut().filter(|term| term.need == Need::MustNot) {
        if let Some(usual) = term.word.as_deref().and_then(place::usual_name) {
            term.patterns.push(phrase(usual));
        }
    }
}

/// A word that is no exclusion, or name with signs, as one word.
fn written(term: &Term) -> Option<String> {
    if term.need == Need::MustNot || term.reading != Reading::Word {
        return None;
    }
    let found = analyse(&term.typed);
    let word = match (found.tokens.as_slice(), found.compounds.as_slice()) {
        ([token], []) => Some(token.word.clone()),
        (tokens, [one]) if one.length == tokens.len() => one.joined.clone(),
        _ => None,
    };
    word.filter(|word| word.chars().all(char::is_alphanumeric))
}

/// A word that was written as two: as it is, and its stems in the languages that write such words.
fn joined(word: &str) -> Vec<Pattern> {
    let mut patterns = vec![Pattern::word(word)];
    for language in [Language::English, Language::German] {
        patterns.push(Pattern::word(&language.key(word)));
    }
    patterns
}

/// The words of a name, one after another.
fn phrase(name: &str) -> Pattern {
    Pattern {
        keys: analyse(name).tokens.iter().map(plain).collect(),
        is_prefix: false,
    }
}
