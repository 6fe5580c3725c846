//! The sentence of a description that states the pay.

use super::{Pay, lexer::tokens, read, term::Term, token::Kind};
use crate::text::cut;

/// Maximum number of characters of a description that are searched.
const TEXT_CHARS_MAX: usize = 60_000;
/// Maximum length of a sentence.
const SENTENCE_CHARS_MAX: usize = 300;

/// The pay of the first sentence of a text that clearly speaks of pay ("salary", "Gehalt", "rémunération") and names an amount. Sentences
/// about bonus, equity, funding, revenue and the like are passed over.
#[must_use]
pub fn in_prose(text: &str, country: Option<&str>) -> Option<Pay> {
    let text = cut(text, TEXT_CHARS_MAX);
    sentences(text)
        .filter(|sentence| {
            sentence
                .chars()
                .any(|c| c.is_ascii_digit() || c.is_numeric())
        })
        .filter(|sentence| sentence.chars().count() <= SENTENCE_CHARS_MAX)
        .filter(|sentence| speaks_of_pay(sentence))
        .find_map(|sentence| read(sentence, country))
}

fn speaks_of_pay(sentence: &str) -> bool {
    let tokens = tokens(sentence);
    let has = |term: Term| tokens.iter().any(|token| token.kind == Kind::Term(term));
    has(Term::Pay) && !has(Term::NotPay)
}

/// The sentences of a text: they end with a line, or with a full stop and white space behind a word.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split(['\n', '。', '！', '？']).flat_map(|line| {
        let mut rest = Some(line);
        std::iter::from_fn(move || {
            let text = rest?;
            let end = sentence_end(text);
            let (sentence, after) = text.split_at_checked(end).unwrap_or((text, ""));
            rest = Some(after).filter(|after| !after.is_empty());
            Some(sentence)
        })
    })
}

/// The position after the first sentence. "approx. 60" and "p.a. plus" do not end one: a capital letter follows, and a long word is before.
fn sentence_end(text: &str) -> usize {
    for (at, mark) in text.match_indices(['.', '!', '?']) {
        let after = text.get(at + mark.len()..).unwrap_or_default();
        let before = text.get(..at).unwrap_or_default();
        let word = before
            .chars()
            .rev()
            .take_while(|c| c.is_alphanumeric())
            .count();
        let next = after.trim_start().chars().next();
        let ends = after.starts_with(char::is_whitespace)
            && next.is_some_and(|c| c.is_uppercase() || c.is_numeric());
        if ends && (word > 3 || before.ends_with(')')) {
            return at + mark.len();
        }
    }
    text.len()
}
