//! Typed answers and their checks.

use serde::{Deserialize, Serialize};

use super::FormQuestion;

const TEXT_CHARS_MAX: usize = 10_000;
const NUMBER_MAX: f64 = 1e12;

/// The kind of an answer.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum AnswerKind {
    /// Words.
    #[default]
    Text,
    /// One or several of given labels.
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

/// The period of a pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[expect(missing_docs, reason = "the periods document themselves")]
pub enum PayPeriod {
    Hour,
    Day,
    Week,
    Month,
    Year,
}

/// A day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Date {
    /// From 1900 to 2200.
    pub year: u16,
    /// From 1.
    pub month: u8,
    /// From 1.
    pub day: u8,
}

impl Date {
    /// True if there is such a day.
    #[must_use]
    pub const fn is_valid(self) -> bool {
        let leap = self.year.is_multiple_of(4)
            && (!self.year.is_multiple_of(100) || self.year.is_multiple_of(400));
        let days = match self.month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => 0,
        };
        self.year >= 1900 && self.year <= 2200 && self.day >= 1 && self.day <= days
    }
}

/// Whether someone may work in a country.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum RightToWork {
    /// Without a permit of an employer.
    Authorised,
    /// With a permit that an employer must apply for.
    NeedsSponsorship,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum AnswerValue {
    /// Words.
    Text {
        /// The words.
        text: String,
    },
    /// Labels that were chosen.
    Choice {
        /// The labels.
        labels: Vec<String>,
    },
    /// A number.
    Number {
        /// The number.
        number: f64,
    },
    /// A day.
    Date {
        /// The day.
        date: Date,
    },
    /// A pay.
    Pay {
        /// In hundredths of the unit of the currency.
        hundredths: u64,
        /// The currency, as in ISO 4217.
        currency: String,
        /// The period.
        period: PayPeriod,
    },
    /// Whether one may work in a country.
    Authorization {
        /// The country, as in ISO 3166-1 (two letters).
        country: String,
        /// Whether one may.
        right: RightToWork,
    },
}

/// Why an answer is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Invalid {
    /// The question takes another kind.
    Kind,
    /// Nothing was answered.
    Empty,
    /// The text is too long.
    TooLong,
    /// A label is none of the question, or more than one was chosen where one may be.
    Choice,
    /// The number is out of range, or none.
    Number,
    /// There is no such day.
    Date,
    /// The currency or the period is another one, or none.
    Pay,
    /// The country is none.
    Country,
}

impl AnswerValue {
    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> AnswerKind {
        match self {
            Self::Text { .. } => AnswerKind::Text,
            Self::Choice { .. } => AnswerKind::Choice,
            Self::Number { .. } => AnswerKind::Number,
            Self::Date { .. } => AnswerKind::Date,
            Self::Pay { .. } => AnswerKind::Pay,
            Self::Authorization { .. } => AnswerKind::Authorization,
        }
    }

    /// The answer in the form that a question takes, or why it does not fit.
    pub(super) fn for_question(&self, question: &FormQuestion) -> Result<Self, Invalid> {
        let value = match self {
            Self::Choice { labels } if question.kind == AnswerKind::Choice => Self::Choice {
                labels: labels
                    .iter()
                    .map(|label| same_label(label, &question.choices))
                    .collect::<Option<_>>()
                    .ok_or(Invalid::Choice)?,
            },
            other => other.clone(),
        };
        value.check(question).map(|()| value)
    }

    pub(super) fn check(&self, question: &FormQuestion) -> Result<(), Invalid> {
        if self.kind() != question.kind {
            return Err(Invalid::Kind);
        }
        match self {
            Self::Text { text } => check_text(text, question),
            Self::Choice { labels } => check_choice(labels, question),
            Self::Number { number } => {
                let within = question.min.is_none_or(|min| *number >= min)
                    && question.max.is_none_or(|max| *number <= max);
                let number = number.is_finite() && number.abs() <= NUMBER_MAX && within;
                number.then_some(()).ok_or(Invalid::Number)
            }
            Self::Date { date } => date.is_valid().then_some(()).ok_or(Invalid::Date),
            Self::Pay {
                hundredths,
                currency,
                period,
            } => {
                let known = currency.len() == 3 && currency.chars().all(|c| c.is_ascii_uppercase());
                let same = question
                    .currency
                    .as_ref()
                    .is_none_or(|wanted| wanted == currency)
                    && question.period.is_none_or(|wanted| wanted == *period);
                (known && same && *hundredths > 0)
                    .then_some(())
                    .ok_or(Invalid::Pay)
            }
            Self::Authorization { country, .. } => {
                let known = country.len() == 2 && country.chars().all(|c| c.is_ascii_uppercase());
                known.then_some(()).ok_or(Invalid::Country)
            }
        }
    }
}

fn check_text(text: &str, question: &FormQuestion) -> Result<(), Invalid> {
    let count = text.chars().count();
    if text.trim().is_empty() {
        Err(Invalid::Empty)
    } else if count
        > question
            .chars_max
            .unwrap_or(TEXT_CHARS_MAX)
            .min(TEXT_CHARS_MAX)
    {
        Err(Invalid::TooLong)
    } else {
        Ok(())
    }
}

fn check_choice(labels: &[String], question: &FormQuestion) -> Result<(), Invalid> {
    if labels.is_empty() {
        return Err(Invalid::Empty);
    }
    let known = labels.iter().all(|label| question.choices.contains(label));
    let doubled = labels.iter().enumerate().any(|(index, label)| {
        let mut before = labels.iter().take(index);
        before.any(|other| other.to_lowercase() == label.to_lowercase())
    });
    let fits = known && !doubled && (question.several || labels.len() == 1);
    fits.then_some(()).ok_or(Invalid::Choice)
}

/// The label of a form that says the same as one that was chosen elsewhere; none if there is none or more than one.
fn same_label(label: &str, choices: &[String]) -> Option<String> {
    let key = plain(label);
    let mut same = choices.iter().filter(|choice| plain(choice) == key);
    let first = same.next()?;
    same.next().is_none().then(|| first.clone())
}

/// In lower case without signs; "Ja" is "yes".
fn plain(label: &str) -> String {
    let words = label
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let lower = words.map(str::to_lowercase).collect::<Vec<_>>().join(" ");
    match lower.as_str() {
        "ja" | "yes" | "y" => "yes".to_owned(),
        "nein" | "no" | "n" => "no".to_owned(),
        _ => lower,
    }
}
