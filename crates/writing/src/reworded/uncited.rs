//! MEANING in sentences that cite no fact: they say what the person wishes, feels and sends, and nothing about what they did or can do. Besides
//! the words of the posting, they have only those of a closed list.

use std::ops::Range;

use super::Difference;
use crate::{check::Check, text::Token};

/// So many words behind "my" name what it is.
const OWN_WORDS: usize = 3;

/// What a sentence says about the person without a fact.
pub(super) fn differences(check: &Check<'_>) -> Vec<Difference> {
    let tokens = 0..check.text.tokens.len();
    let found = tokens.filter_map(|at| {
        let detail = told(check, at)?;
        Some((Some(at..at + 1), detail))
    });
    found.collect()
}

fn told(check: &Check<'_>, at: usize) -> Option<&'static str> {
    let words = check.words;
    let word = check.text.word(at);
    if check.is_of_posting(&(at..at + 1)) || is_pleasantry(check, at) {
        return None;
    }
    if !may_stand(check, at) {
        return Some("is no word of a wish, of thanks or of the posting");
    }
    if words.subject.contains(word) {
        let is_free = if check.verifier.language.capital_nouns() {
            !tells_of_past(check, at)
        } else {
            wishes(check, at)
        };
        return (!is_free).then_some("says what the person did or is without a fact");
    }
    if words.possessive.contains(word) && !has_own(check, at) {
        return Some("says what the person has without a fact");
    }
    let compares = at > 0 || !words.subject.contains(check.text.word(1));
    if compares && words.praised.at(&check.text, at).is_some() {
        return Some("says what the person is without a fact");
    }
    if at == 0 && presents(check) {
        return Some("says what the person is without a fact");
    }
    let speaks_of_self = || check.clause_has(at, &words.first_person);
    (words.boasting.contains(word) && speaks_of_self())
        .then_some("raises the person without a fact")
}

/// A word of the closed list, of a requirement that the sentence cites, or of what postings ask for where it speaks of one.
fn may_stand(check: &Check<'_>, at: usize) -> bool {
    let words = check.words;
    let word = check.text.word(at);
    let is_sign = (check.text.tokens.get(at)).is_some_and(Token::is_sign);
    let mut asked = check.asked.iter();
    is_sign
        || words.wishes.contains(word)
        || asked.any(|source| source.words.contains(word))
        || (words.asked_things.contains(word) && check.is_about_posting(at))
}

/// "great interest", "part of my work"
fn is_pleasantry(check: &Check<'_>, at: usize) -> bool {
    let found = check.words.pleasantries.find(&check.text);
    found.iter().any(|(range, _)| range.contains(&at))
}

/// "As a born leader", and not "As your posting says".
fn presents(check: &Check<'_>) -> bool {
    let words = check.words;
    let next = check.text.word(1);
    let is_noun = words.one.contains(next)
        || (check.verifier.language.capital_nouns()
            && !words.addressee.contains(next)
            && !words.subject.contains(next));
    words.prepositions.get(check.text.word(0)) == Some(&"as")
        && is_noun
        && !(1..4).any(|at| check.is_of_posting(&(at..at + 1)))
}

/// "my application": what a person has who applies.
fn has_own(check: &Check<'_>, at: usize) -> bool {
    let mut behind = at + 1..at + 1 + OWN_WORDS;
    behind.any(|at| check.words.own_things.contains(check.text.word(at)))
}

/// The place of the next word behind one that is no adverb.
fn next(check: &Check<'_>, at: usize) -> usize {
    let words = check.words;
    let is_adverb = |at: &usize| {
        let word = check.text.word(*at);
        words.recent.at(&check.text, *at).is_some() || words.adverbs.contains(word)
    };
    let mut behind = at + 1..check.text.tokens.len();
    behind.find(|at| !is_adverb(at)).unwrap_or(at + 1)
}

/// "I would", "I am glad", "I have read": what a person says who applies.
fn wishes(check: &Check<'_>, at: usize) -> bool {
    let words = check.words;
    let verb = next(check, at);
    let word = check.text.word(verb);
    let then = check.text.word(next(check, verb));
    let is_named = |set: &rustc_hash::FxHashSet<String>| {
        let near: Range<usize> = verb + 1..verb + 4;
        set.contains(then)
            || (words.one.contains(then)
                && near.clone().any(|at| set.contains(check.text.word(at))))
    };
    // "what I have learned"
    let is_indirect = words.indirect.contains(check.text.word_before(at));
    if is_indirect && (words.telling.contains(word) || words.telling.contains(then)) {
        return true;
    }
    match word {
        "am" | "m" => is_named(&words.feeling),
        "have" | "ve" => is_named(&words.perfect),
        _ => words.present.contains(word),
    }
}

/// "habe ich geleitet", "ich leitete": what a person did. What they wish has other verbs, and they may have read the posting.
fn tells_of_past(check: &Check<'_>, at: usize) -> bool {
    let words = check.words;
    let beside = [at.checked_sub(1), Some(at + 1)];
    let mut verbs = beside.into_iter().flatten();
    let has = |set: &rustc_hash::FxHashSet<String>| check.clause_has(at, set);
    verbs.any(|at| {
        let word = check.text.word(at);
        let mut token = check.text.tokens.get(at).into_iter();
        let is_small = token.any(|token| !token.is_capital() || at == 0);
        let is_past =
            !words.present.contains(word) && (words.past.contains(word) || word.ends_with("te"));
        let is_free = match word {
            "bin" => has(&words.feeling),
            "habe" | "haben" => has(&words.perfect),
            _ => false,
        };
        is_small && is_past && !is_free
    })
}
