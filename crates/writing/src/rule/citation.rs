//! UNKNOWN_FACT and NO_CITATION.

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
        .find(|range| !check.is_of_posting(range));
    if let Some(range) = found {
        check.refuse(
            Rule::NoCitation,
            &range,
            "says something about the person without a fact",
        );
    }
}
