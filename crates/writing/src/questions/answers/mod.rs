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

/// An answer of a bank to a question that is the same, and whether the question takes it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    /// The id of the answer.
    pub answer: String,
    /// Its version.
    pub version: u32,
    /// How alike the questions are, from [`SIMILARITY_MIN`] to 1.
    pub similarity: f64,
    /// The words of the form's question that the stored one has, too, maybe by another word for the same.
    pub shared: Vec<String>,
    /// The answer in the form that the question takes, or why it does not take it.
    pub value: Result<AnswerValue, Invalid>,
    /// True if another answer that the question takes says something else, and its question is as much alike.
    pub is_contradicted: bool,
    /// True if both questions have the same words, but for those that never change a question. Only then is it certainly the same.
    pub has_same_words: bool,
}

/// The answers of a bank to the same question: those that the question takes first, then by how alike the questions are.
#[must_use]
pub fn candidates(bank: &[StoredAnswer], question: &FormQuestion) -> Vec<Candidate> {
    let key = Key::of(&question.text);
    let alike = bank.iter().filter_map(|stored| {
        let other = Key::of(&stored.question);
        let similarity = key.similarity(&other);
        (similarity >= SIMILARITY_MIN).then(|| Candidate {
            answer: stored.id.clone(),
            version: stored.version,
            similarity,
            shared: key.shared(&other),
            value: stored.value.for_question(question),
            is_contradicted: false,
            has_same_words: key.is_certainly(&other),
        })
    });
    let mut alike: Vec<Candidate> = alike.collect();
    alike.sort_by(|one, other| {
        let takes = other.value.is_ok().cmp(&one.value.is_ok());
        takes
            .then_with(|| other.similarity.total_cmp(&one.similarity))
            .then_with(|| other.version.cmp(&one.version))
    });
    let contradicted: Vec<bool> = alike
        .iter()
        .map(|one| alike.iter().any(|other| contradict(one, other)))
        .collect();
    for (one, is_contradicted) in alike.iter_mut().zip(contradicted) {
        one.is_contradicted = is_contradicted;
    }
    alike
}

/// The answer of a bank that fits a question; none if none fits for certain.
#[must_use]
pub fn find(bank: &[StoredAnswer], question: &FormQuestion) -> Option<Match> {
    let best = candidates(bank, question).into_iter().next()?;
    let certain = best.has_same_words && !best.is_contradicted;
    let value = best.value.ok().filter(|_| certain)?;
    Some(Match {
        answer: best.answer,
        version: best.version,
        value,
        similarity: best.similarity,
    })
}

/// True if two answers say different things to questions that are as much alike.
fn contradict(one: &Candidate, other: &Candidate) -> bool {
    one.answer != other.answer
        && one.value.is_ok()
        && other.value.is_ok()
        && one.value != other.value
        && (one.similarity - other.similarity).abs() < AMBIGUOUS
}

/// Checks an answer for a question.
pub fn validate(value: &AnswerValue, question: &FormQuestion) -> Result<(), Invalid> {
    value.check(question)
}

#[cfg(test)]
mod tests;
