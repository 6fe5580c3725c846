//! UNKNOWN_FACT and NO_CITATION.

use std::ops::Range;

use crate::{check::Check, refusal::Rule, sentence::SentenceKind};

pub(crate) fn unknown_fact(check: &mut Check<'_>) {
    let verifier = check.verifier;
    let sentence = check.sentence;
    for id in &sentence.facts {
        if verifier.fact(id).is_none() {
            check.refuse_all(Rule::UnknownFact, format!("no fact {id}"));
        }
    }
    for id in &sentence.posting {
        if !verifier.requirements.contains_key(id) {
            check.refuse_all(Rule::UnknownFact, format!("no requirement {id}"));
        }
    }
}

/// A claim needs a fact; in other sentences nothing may be said about the person without one.
pub(crate) fn no_citation(check: &mut Check<'_>) {
    if !check.cited.is_empty() {
        return;
    }
    if check.sentence.kind == SentenceKind::Claim {
        check.refuse_all(Rule::NoCitation, "a claim without a fact");
        return;
    }
    let found = check.words.claim.find(&check.text);
    let found = found
        .into_iter()
        .map(|(range, _)| range)
        .chain(possessions(check))
        .find(|range| !check.is_of_posting(range));
    if let Some(range) = found {
        check.refuse(
            Rule::NoCitation,
            &range,
            "says something about the person without a fact",
        );
    }
}

/// "my Kubernetes skills"
fn possessions(check: &Check<'_>) -> Vec<Range<usize>> {
    let all = 0..check.text.tokens.len();
    let own = all.filter(|at| check.words.possessive.contains(check.text.word(*at)));
    let named = own.filter_map(|at| {
        let noun = (at + 1..at + 5)
            .find(|next| check.words.claim_nouns.contains(check.text.word(*next)))?;
        let near = check
            .text
            .tokens
            .get(at + 1..=noun)?
            .iter()
            .all(|token| token.gap.joins());
        near.then_some(at..noun + 1)
    });
    named.collect()
}
