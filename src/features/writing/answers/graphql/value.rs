//! Typed answers as GraphQL objects.

use async_graphql::{Enum, SimpleObject, Union};
use chrono::NaiveDate;
use writing::questions::answers::{self, Date, RightToWork};

use crate::{
    graphql::scalar::AmountValue,
    types::{amount::Amount, partial_date::PartialDate, work::PayPeriod},
};

/// The kind of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "answers::AnswerKind")]
pub enum AnswerKind {
    /// Words.
    Text,
    /// One or several labels of a form.
    Choice,
    /// A number.
    Number,
    /// A day.
    Date,
    /// An amount of money for a period.
    Pay,
    /// Whether one may work in a country.
    Authorization,
}

/// Why a question of a form does not take an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "answers::Invalid")]
pub enum AnswerProblem {
    /// The question takes another kind of answer.
    Kind,
    /// The answer is empty.
    Empty,
    /// The text is too long.
    TooLong,
    /// A label is none of the form, or several were chosen where one may be.
    Choice,
    /// The number is out of range.
    Number,
    /// There is no such day.
    Date,
    /// The form asks for another currency or period.
    Pay,
    /// The country is none.
    Country,
}

/// What an answer says, by its kind.
#[derive(Union)]
pub enum AnswerValue {
    /// Words.
    Text(TextAnswer),
    /// Labels.
    Choice(ChoiceAnswer),
    /// A number.
    Number(NumberAnswer),
    /// A day.
    Date(DateAnswer),
    /// A pay.
    Pay(PayAnswer),
    /// Whether one may work in a country.
    Authorization(AuthorizationAnswer),
}

/// An answer in words.
#[derive(SimpleObject)]
pub struct TextAnswer {
    /// The words, with line breaks.
    text: String,
}

/// An answer that chooses among the labels of a form.
#[derive(SimpleObject)]
pub struct ChoiceAnswer {
    /// The labels that were chosen, in order.
    choice: Vec<String>,
}

/// An answer that is a number.
#[derive(SimpleObject)]
pub struct NumberAnswer {
    /// The number; its unit is that of the question.
    number: f64,
}

/// An answer that is a day.
#[derive(SimpleObject)]
pub struct DateAnswer {
    /// The day, YYYY-MM-DD.
    date: PartialDate,
}

/// An answer that is a pay.
#[derive(SimpleObject)]
pub struct PayAnswer {
    /// The amount, in units of the currency for one period.
    amount: AmountValue,
    /// The currency, ISO 4217.
    currency: String,
    /// The period.
    period: PayPeriod,
}

/// An answer that says whether one may work in a country.
#[derive(SimpleObject)]
pub struct AuthorizationAnswer {
    /// The country, ISO 3166-1 alpha-2 in upper case.
    country: String,
    /// True if an employer must sponsor a visa or permit; false if one may work there already.
    needs_sponsorship: bool,
}

impl From<answers::AnswerValue> for AnswerValue {
    fn from(value: answers::AnswerValue) -> Self {
        match value {
            answers::AnswerValue::Text { text } => Self::Text(TextAnswer { text }),
            answers::AnswerValue::Choice { labels } => {
                Self::Choice(ChoiceAnswer { choice: labels })
            }
            answers::AnswerValue::Number { number } => Self::Number(NumberAnswer { number }),
            answers::AnswerValue::Date { date } => Self::Date(DateAnswer { date: day(date) }),
            answers::AnswerValue::Pay {
                hundredths,
                currency,
                period,
            } => Self::Pay(PayAnswer {
                amount: amount(hundredths).into(),
                currency,
                period: period_of(period),
            }),
            answers::AnswerValue::Authorization { country, right } => {
                Self::Authorization(AuthorizationAnswer {
                    country,
                    needs_sponsorship: right == RightToWork::NeedsSponsorship,
                })
            }
        }
    }
}

/// The day of a checked date.
fn day(date: Date) -> PartialDate {
    let Date { year, month, day } = date;
    let day = NaiveDate::from_ymd_opt(year.into(), month.into(), day.into());
    PartialDate::from_day(day.unwrap_or_default())
}

/// The amount of a checked pay.
fn amount(hundredths: u64) -> Amount {
    let amount = i64::try_from(hundredths).ok();
    amount.and_then(Amount::from_hundredths).unwrap_or_default()
}

const fn period_of(period: answers::PayPeriod) -> PayPeriod {
    match period {
        answers::PayPeriod::Hour => PayPeriod::Hour,
        answers::PayPeriod::Day => PayPeriod::Day,
        answers::PayPeriod::Week => PayPeriod::Week,
        answers::PayPeriod::Month => PayPeriod::Month,
        answers::PayPeriod::Year => PayPeriod::Year,
    }
}
