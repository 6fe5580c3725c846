//! Input types of answers.

use async_graphql::InputObject;

use super::value::AnswerKind;
use crate::{
    features::writing::answers::{
        NewAnswer, NewAuthorization, NewFormQuestion, NewPay, NewRecord, NewValue,
    },
    graphql::{mutation::WriteRequest, scalar::AmountValue},
    types::{
        id::{AnswerId, ApplicationId, RecordedAnswerId},
        partial_date::PartialDate,
        work::PayPeriod,
    },
};

/// What an answer says: exactly one of the fields.
#[derive(InputObject)]
pub struct AnswerValueInput {
    /// Words, 1 to 10 000 characters; may have line breaks.
    text: Option<String>,
    /// The labels that are chosen, 1 to 20, each once and of 1 to 200 characters.
    choice: Option<Vec<String>>,
    /// A number from -1e12 to 1e12.
    number: Option<f64>,
    /// A day, YYYY-MM-DD; a year or a month alone is refused.
    date: Option<PartialDate>,
    /// A pay.
    pay: Option<PayAnswerInput>,
    /// Whether one may work in a country.
    authorization: Option<AuthorizationAnswerInput>,
}

/// A pay as an answer.
#[derive(InputObject)]
pub struct PayAnswerInput {
    /// The amount, in units of the currency for one period; more than 0.
    amount: AmountValue,
    /// The currency, three upper-case letters of ISO 4217.
    currency: String,
    /// The period.
    period: PayPeriod,
}

/// Whether one may work in a country, as an answer.
#[derive(InputObject)]
pub struct AuthorizationAnswerInput {
    /// The country, by code (ISO 3166-1) or name; stored as a code of two letters.
    country: String,
    /// True if an employer must sponsor a visa or permit, false if one may work there already.
    needs_sponsorship: bool,
}

/// An answer to save: a new one, or the next version of one.
#[derive(InputObject)]
pub struct SaveAnswerInput {
    /// The answer whose next version it is; left out for a new one.
    id: Option<AnswerId>,
    /// The `version` that the client read, with an `id` only; refused with VERSION_CONFLICT if it has changed since.
    pub(super) expected_version: Option<i32>,
    /// The question that it answers, 1 to 1 000 characters.
    question: String,
    /// What it says.
    value: AnswerValueInput,
    #[graphql(flatten)]
    pub(super) request: WriteRequest,
}

/// The removal of an answer.
#[derive(InputObject)]
pub struct RemoveAnswerInput {
    /// The answer.
    pub(super) id: AnswerId,
    /// The `version` that the client read; refused with VERSION_CONFLICT if it has changed since.
    pub(super) expected_version: i32,
    #[graphql(flatten)]
    pub(super) request: WriteRequest,
}

/// An answer that was given to an application.
#[derive(InputObject)]
pub struct RecordAnswerInput {
    /// The application.
    application_id: ApplicationId,
    /// The answer of the bank.
    answer_id: AnswerId,
    /// The number of the version that was given; the newest by default.
    version: Option<i32>,
    /// The question as the form asks it, 1 to 1 000 characters; by default that of the version.
    question: Option<String>,
    /// What was given, if it is not what the version says, such as the label of a form; of any kind.
    value: Option<AnswerValueInput>,
    #[graphql(flatten)]
    pub(super) request: WriteRequest,
}

/// The removal of a recorded answer.
#[derive(InputObject)]
pub struct RemoveRecordedAnswerInput {
    /// The recorded answer.
    pub(super) id: RecordedAnswerId,
    #[graphql(flatten)]
    pub(super) request: WriteRequest,
}

/// A question of a form.
#[derive(InputObject)]
pub struct FormQuestionInput {
    /// Its words, 1 to 1 000 characters.
    text: String,
    /// The kind of answer that it takes.
    #[graphql(default_with = "AnswerKind::Text")]
    kind: AnswerKind,
    /// The labels to choose from, at most 300; needed for the kind CHOICE.
    #[graphql(default)]
    choices: Vec<String>,
    /// True if several labels may be chosen.
    #[graphql(default)]
    several: bool,
    /// The maximum number of characters of a text; none by default.
    max_characters: Option<i32>,
    /// The smallest number that is taken; none by default.
    min: Option<f64>,
    /// The largest number that is taken; none by default.
    max: Option<f64>,
    /// The currency that a pay must have, ISO 4217; any by default.
    currency: Option<String>,
    /// The period that a pay must have; any by default.
    period: Option<PayPeriod>,
}

impl AnswerValueInput {
    fn parse(self) -> NewValue {
        NewValue {
            text: self.text,
            choice: self.choice,
            number: self.number,
            date: self.date,
            pay: self.pay.map(|pay| NewPay {
                amount: pay.amount.0,
                currency: pay.currency,
                period: pay.period,
            }),
            authorization: self.authorization.map(|given| NewAuthorization {
                country: given.country,
                needs_sponsorship: given.needs_sponsorship,
            }),
        }
    }
}

impl SaveAnswerInput {
    /// Splits the input into the answer, the expected version and the options of the write.
    pub(super) fn parse(self) -> (NewAnswer, Option<i32>, WriteRequest) {
        let new = NewAnswer {
            id: self.id,
            question: self.question,
            value: self.value.parse(),
        };
        (new, self.expected_version, self.request)
    }
}

impl RecordAnswerInput {
    /// Splits the input into the record and the options of the write.
    pub(super) fn parse(self) -> (NewRecord, WriteRequest) {
        let new = NewRecord {
            application: self.application_id,
            answer: self.answer_id,
            version: self.version,
            question: self.question,
            value: self.value.map(AnswerValueInput::parse),
        };
        (new, self.request)
    }
}

impl From<FormQuestionInput> for NewFormQuestion {
    fn from(input: FormQuestionInput) -> Self {
        Self {
            text: input.text,
            kind: input.kind.into(),
            choices: input.choices,
            several: input.several,
            max_characters: input.max_characters,
            min: input.min,
            max: input.max,
            currency: input.currency,
            period: input.period,
        }
    }
}
