//! The answer bank: answers to questions of forms, found again for the same question in other words. An answer is never guessed: a question
//! about another country, another skill or another number is another question, and so is its negation.

mod question;
mod value;

use serde::{Deserialize, Serialize};

use self::question::Key;
pub use self::value::{AnswerKind, AnswerValue, Date, Invalid, PayPeriod, RightToWork};

/// Questions that are less alike are not the same.
pub const SIMILARITY_MIN: f64 = 0.8;
/// Two answers that are as alike as that contradict each other, so neither is taken.
const AMBIGUOUS: f64 = 0.05;

/// A question of a form.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FormQuestion {
    /// Its words.
    pub text: String,
    /// The kind of answer that it takes.
    pub kind: AnswerKind,
    /// The labels to choose from.
    pub choices: Vec<String>,
    /// True if several may be chosen.
    pub several: bool,
    /// The maximum number of characters of a text.
    pub chars_max: Option<usize>,
    /// The smallest number that is taken.
    pub min: Option<f64>,
    /// The largest number that is taken.
    pub max: Option<f64>,
    /// The currency that a pay must have, as in ISO 4217.
    pub currency: Option<String>,
    /// The period that a pay must have.
    pub period: Option<PayPeriod>,
}

/// An answer of the bank.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StoredAnswer {
    /// Its id.
    pub id: String,
    /// Its version; a new one for each change.
    pub version: u32,
    /// The question that it was given to.
    pub question: String,
    /// The answer.
    pub value: AnswerValue,
}

/// An answer that fits a question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Match {
    /// The id of the answer.
    pub answer: String,
    /// Its version.
    pub version: u32,
    /// The answer in the form that the question takes: a choice has the labels of the form.
    pub value: AnswerValue,
    /// How alike the questions are, from [`SIMILARITY_MIN`] to 1.
    pub similarity: f64,
}

/// The answer of a bank that fits a question; none if none fits for certain.
#[must_use]
pub fn find(bank: &[StoredAnswer], question: &FormQuestion) -> Option<Match> {
    let key = Key::of(&question.text);
    let fitting = bank.iter().filter_map(|stored| {
        let similarity = key.similarity(&Key::of(&stored.question));
        let value = stored
            .value
            .for_question(question)
            .filter(|_| similarity >= SIMILARITY_MIN)?;
        Some(Match {
            answer: stored.id.clone(),
            version: stored.version,
            value,
            similarity,
        })
    });
    let mut fitting: Vec<Match> = fitting.collect();
    fitting.sort_by(|one, other| {
        other
            .similarity
            .total_cmp(&one.similarity)
            .then_with(|| other.version.cmp(&one.version))
    });
    let best = fitting.first()?.clone();
    let contradicted = fitting.iter().skip(1).any(|other| {
        other.answer != best.answer
            && other.value != best.value
            && best.similarity - other.similarity < AMBIGUOUS
    });
    (!contradicted).then_some(best)
}

/// Checks an answer for a question.
pub fn validate(value: &AnswerValue, question: &FormQuestion) -> Result<(), Invalid> {
    value.check(question)
}

#[cfg(test)]
mod tests;
