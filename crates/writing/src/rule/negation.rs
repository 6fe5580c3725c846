//! NEGATION: a sentence denies only what a cited fact denies, and says nothing that one denies.

use std::ops::Range;

use crate::{check::Check, refusal::Rule};

/// How many content words after a negator are denied by it.
const DENIED_MAX: usize = 4;

pub(crate) fn negation(check: &mut Check<'_>) {
    if !check.is_claim() || check.cited.is_empty() {
        return;
    }
    let mut wrong: Vec<Range<usize>> = Vec::new();
    let mut denied: Vec<usize> = Vec::new();
    for (range, _) in check.words.negators.find(&check.text) {
        if check
            .words
            .negation_idioms
            .at(&check.text, range.start)
            .is_some()
            || is_within_idiom(check, range.start)
            || is_in_name(check, &range)
        {
            continue;
        }
        let number = check
            .quantities
            .all
            .iter()
            .any(|quantity| (range.end..range.end + 2).contains(&quantity.tokens.start));
        // "8 minutes instead of 40": the rule of numbers has both.
        let instead = check.words.instead.contains(check.text.word(range.start)) && number;
        let terms = denied_by(check, &range);
        if instead || check.refused_by(&range, &[Rule::ScopeInflation]) {
            // "20 minutes instead of 3 hours": it keeps what the fact denies.
            denied.extend(terms.iter().filter(|_| instead).map(|(at, _)| *at));
            continue;
        }
        let supported = check.cited.iter().any(|fact| {
            terms
                .iter()
                .any(|(_, term)| fact.source.denied.contains(term))
        });
        denied.extend(terms.iter().map(|(at, _)| *at));
        if !supported && !check.is_of_posting(&range) {
            wrong.push(range);
        }
    }
    for range in wrong {
        let detail = check.raw(&range);
        check.refuse(Rule::Negation, &range, detail);
    }
    dropped(check, &denied);
    turned(check);
}

fn is_within_idiom(check: &Check<'_>, at: usize) -> bool {
    check
        .words
        .negation_idioms
        .find(&check.text)
        .iter()
        .any(|(range, _)| range.contains(&at))
}

/// "Little Oaks Nursery"
fn is_in_name(check: &Check<'_>, range: &Range<usize>) -> bool {
    let mut names = check.organisations.iter();
    names.any(|one| one.tokens.start <= range.start && range.end <= one.tokens.end)
}

/// The content words that a negator denies: those after it, or those before it where nothing follows.
fn denied_by(check: &Check<'_>, range: &Range<usize>) -> Vec<(usize, String)> {
    let content = |at: &usize| {
        let word = check.text.word(*at);
        !check.words.function.contains(word)
    };
    let term = |at: usize| (at, check.words.term(check.text.word(at)));
    let after: Vec<(usize, String)> = (range.end..check.text.tokens.len())
        .filter(content)
        .take(DENIED_MAX)
        .map(term)
        .collect();
    if after.is_empty() {
        let from = range.start.saturating_sub(6);
        return (from..range.start).filter(content).map(term).collect();
    }
    after
}

/// What a fact denies, said without the negation.
fn dropped(check: &mut Check<'_>, denied: &[usize]) {
    let zero = |check: &Check<'_>| {
        check
            .quantities
            .all
            .iter()
            .any(|quantity| quantity.values.iter().any(|value| value.abs() < 1e-9))
    };
    if zero(check) {
        return;
    }
    let mut wrong = Vec::new();
    for at in 0..check.text.tokens.len() {
        let word = check.text.word(at);
        if denied.contains(&at)
            || check.words.is_neutral(word)
            || check
                .text
                .tokens
                .get(at)
                .is_some_and(|token| !token.is_word())
        {
            continue;
        }
        let term = check.words.term(word);
        let refuted = check
            .cited
            .iter()
            .any(|fact| fact.source.denied_first.contains(&term));
        if refuted
            && !check
                .organisations
                .iter()
                .any(|one| one.tokens.contains(&at))
        {
            wrong.push(at..at + 1);
        }
    }
    if let (Some(tokens), true) = (wrong.first(), denied.is_empty()) {
        let detail = format!("a fact denies it: {}", check.raw(tokens));
        check.refuse(Rule::Negation, tokens, detail);
    }
}

/// "increased" where the facts only say "cut".
fn turned(check: &mut Check<'_>) {
    let up = check.words.increase.find(&check.text);
    let down = check.words.decrease.find(&check.text);
    let increases = check.cited.iter().any(|fact| fact.source.trends.up);
    let decreases = check.cited.iter().any(|fact| fact.source.trends.down);
    let found = match (up.first(), down.first()) {
        (Some((range, _)), None) if decreases && !increases => Some(range.clone()),
        (None, Some((range, _))) if increases && !decreases => Some(range.clone()),
        _ => None,
    };
    if let Some(range) = found {
        let detail = check.raw(&range);
        check.refuse(
            Rule::Negation,
            &range,
            format!("the fact says the opposite: {detail}"),
        );
    }
}
