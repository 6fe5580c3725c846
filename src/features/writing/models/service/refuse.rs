//! What is refused of a sentence that an author proposes, whoever the author is.

use writing::{
    injection::suspicious_instructions,
    refusal::{Refusal, Rule},
    sentence::Sentence,
    verifier::Verifier,
};

use super::data::Data;

/// What is refused in a sentence; warnings do not count.
#[must_use]
pub fn refusals(verifier: &Verifier<'_>, sentence: &Sentence) -> Vec<Refusal> {
    let mut found = verifier.verify(sentence);
    found.retain(|refusal| !refusal.rule.is_warning());
    found
}

/// The rules that a sentence of a model breaks, the gravest first; none if it is accepted. An instruction of the posting is no sentence of a person,
/// even if it claims nothing.
#[must_use]
pub fn broken_rules(verifier: &Verifier<'_>, data: &Data, sentence: &Sentence) -> Vec<Rule> {
    let found = refusals(verifier, sentence).into_iter();
    let mut rules: Vec<Rule> = found.map(|refusal| refusal.rule).collect();
    let may_obey =
        || !suspicious_instructions(&sentence.text).is_empty() || data.is_repeated_in(sentence);
    if rules.is_empty() && may_obey() {
        rules.push(Rule::InstructionLeak);
    }
    rules
}
