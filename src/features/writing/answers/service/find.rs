//! Finds the answers of the bank that fit a question of a form.

use std::{collections::HashMap, sync::Arc};

use writing::questions::answers::{
    AnswerKind, AnswerValue, FormQuestion, Invalid, StoredAnswer, candidates,
};

use super::check::{LABEL_MAX, QUESTION_MAX, form, period};
use crate::{
    error::{Error, Result},
    features::writing::answers::{AnswerRow, Answers, entity::answer},
    platform::process_tasks::off_reactor,
    types::{actor::Actor, currency, work::PayPeriod},
};

/// The most labels of a question.
const CHOICES_MAX: usize = 300;

/// An unchecked question of a form.
#[derive(Clone, Debug)]
pub struct NewFormQuestion {
    /// Its words.
    pub text: String,
    /// The kind of answer that it takes.
    pub kind: AnswerKind,
    /// The labels to choose from.
    pub choices: Vec<String>,
    /// True if several may be chosen.
    pub several: bool,
    /// The maximum number of characters of a text.
    pub max_characters: Option<i32>,
    /// The smallest number that is taken.
    pub min: Option<f64>,
    /// The largest number that is taken.
    pub max: Option<f64>,
    /// The currency that a pay must have.
    pub currency: Option<String>,
    /// The period that a pay must have.
    pub period: Option<PayPeriod>,
}

/// An answer of the bank to the same question.
#[derive(Clone, Debug)]
pub struct Found {
    /// The answer.
    pub row: Arc<AnswerRow>,
    /// How alike the questions are.
    pub similarity: f64,
    /// The words of the form's question that the stored one has, too.
    pub shared: Vec<String>,
    /// What is to be given, or why the question does not take the answer.
    pub value: std::result::Result<AnswerValue, Invalid>,
    /// True if another answer says something else to a question that is as much alike.
    pub is_contradicted: bool,
    /// True for the one that fits for certain.
    pub is_certain: bool,
}

impl Answers {
    /// The actor's answers to this question: those that it takes first, the most alike first.
    pub async fn find(&self, actor: &Actor, question: NewFormQuestion) -> Result<Vec<Found>> {
        let question = checked(question)?;
        let rows = answer::of(actor).all(self.platform.db.conn()).await?;
        off_reactor(move || found(rows, &question)).await
    }
}

fn found(rows: Vec<AnswerRow>, question: &FormQuestion) -> Vec<Found> {
    let bank: Vec<StoredAnswer> = rows.iter().map(stored).collect();
    let mut rows: HashMap<String, AnswerRow> = rows
        .into_iter()
        .map(|row| (row.id.to_string(), row))
        .collect();
    let all = candidates(&bank, question).into_iter().enumerate();
    let all = all.filter_map(|(index, one)| {
        let is_certain =
            index == 0 && one.has_same_words && one.value.is_ok() && !one.is_contradicted;
        Some(Found {
            row: Arc::new(rows.remove(&one.answer)?),
            similarity: one.similarity,
            shared: one.shared,
            value: one.value,
            is_contradicted: one.is_contradicted,
            is_certain,
        })
    });
    all.collect()
}

fn stored(row: &AnswerRow) -> StoredAnswer {
    StoredAnswer {
        id: row.id.to_string(),
        version: u32::try_from(row.version).unwrap_or_default(),
        question: row.question.clone(),
        value: row.value.0.clone(),
    }
}

fn checked(given: NewFormQuestion) -> Result<FormQuestion> {
    let wrong = |path: &str, message: String| Err(Error::bad_input(message).at(path));
    let text = given.text.trim();
    if text.is_empty() || text.chars().count() > QUESTION_MAX {
        let message = format!("A question has 1 to {QUESTION_MAX} characters.");
        return wrong("question.text", message);
    }
    if given.choices.len() > CHOICES_MAX {
        let message = format!("A question has at most {CHOICES_MAX} choices.");
        return wrong("question.choices", message);
    }
    let is_long = |label: &String| label.chars().count() > LABEL_MAX;
    if given.choices.iter().any(is_long) {
        let message = format!("A choice has at most {LABEL_MAX} characters.");
        return wrong("question.choices", message);
    }
    if given.kind == AnswerKind::Choice && given.choices.is_empty() {
        let message = "A question of the kind CHOICE has choices.".to_owned();
        return wrong("question.choices", message);
    }
    let characters = given.max_characters.map(usize::try_from).transpose();
    let Ok(chars_max) = characters else {
        let message = "The maximum is not negative.".to_owned();
        return wrong("question.maxCharacters", message);
    };
    if given.min.zip(given.max).is_some_and(|(min, max)| min > max) {
        let message = "\"min\" is not above \"max\".".to_owned();
        return wrong("question.min", message);
    }
    let is_unknown = |code: &String| !currency::is_code(code);
    if given.currency.as_ref().is_some_and(is_unknown) {
        let message = "A currency has three upper-case letters of ISO 4217.".to_owned();
        return wrong("question.currency", message);
    }
    Ok(FormQuestion {
        choices: given.choices,
        several: given.several,
        chars_max,
        min: given.min,
        max: given.max,
        currency: given.currency,
        period: given.period.map(period),
        ..form(text.to_owned(), given.kind)
    })
}
