//! What is refused of a sentence that an author proposes, a composer or a model, and how a model is asked for others.

use std::borrow::Cow;

use ::models::{lines::Line, prompt::repair::Refused};
use writing::{
    injection::suspicious_instructions,
    refusal::{Refusal, Rule},
    sentence::Sentence,
    verifier::Verifier,
};

use super::data::Data;

/// Stands for the text of a refused line in what is kept of a repair.
const LEFT_OUT: &str = "…";

/// A line of a model that was refused.
#[derive(Clone, Debug)]
pub struct RefusedLine<'a> {
    /// Its number in the answer.
    pub number: u32,
    /// The line.
    pub line: Cow<'a, Line>,
    /// The rules that it broke.
    pub rules: &'a [Rule],
}

/// What is refused in a sentence of an author, by the same rules for the composer and for models; warnings do not count.
#[must_use]
pub fn refusals(verifier: &Verifier<'_>, sentence: &Sentence) -> Vec<Refusal> {
    let mut found = verifier.verify_drafted(sentence);
    found.retain(|refusal| !refusal.rule.is_warning());
    found
}

/// The rules that a sentence of a model breaks, the gravest first; none if it is accepted. An instruction of the posting is no sentence of a person,
/// even if it claims nothing.
#[must_use]
pub fn broken_rules(verifier: &Verifier<'_>, data: &Data, sentence: &Sentence) -> Vec<Rule> {
    let found = refusals(verifier, sentence).into_iter();
    let mut rules: Vec<Rule> = found.map(|refusal| refusal.rule).collect();
    // They are in order.
    rules.dedup();
    let may_obey =
        || !suspicious_instructions(&sentence.text).is_empty() || data.is_repeated_in(sentence);
    if rules.is_empty() && may_obey() {
        rules.push(Rule::InstructionLeak);
    }
    rules
}

/// The same lines without their texts, which are not kept.
#[must_use]
pub fn in_blank<'a>(lines: &[RefusedLine<'a>]) -> Vec<RefusedLine<'a>> {
    let blank = lines.iter().map(|one| RefusedLine {
        line: Cow::Owned(Line {
            text: LEFT_OUT.to_owned(),
            ..one.line.as_ref().clone()
        }),
        ..*one
    });
    blank.collect()
}

/// What `ask` makes of refused lines, with the codes of their rules.
pub fn with_codes<T>(lines: &[RefusedLine<'_>], ask: impl FnOnce(&[Refused<'_>]) -> T) -> T {
    let codes: Vec<Vec<&str>> = lines
        .iter()
        .map(|one| one.rules.iter().map(|rule| rule.code()).collect())
        .collect();
    let refused = lines.iter().zip(&codes).map(|(one, codes)| Refused {
        number: one.number,
        line: &one.line,
        codes,
    });
    ask(&refused.collect::<Vec<_>>())
}
