//! Checks questions and typed answers as clients give them.

use chrono::Datelike;
use writing::questions::answers::{
    self, AnswerKind, AnswerValue, Date, FormQuestion, Invalid, RightToWork,
};

use crate::{
    error::Refusal,
    types::{
        amount::{Amount, NotAnAmount},
        currency,
        partial_date::PartialDate,
        text::{Line, Prose},
        work::PayPeriod,
    },
};

/// The longest question.
pub(super) const QUESTION_MAX: usize = 1_000;
/// The longest label of a choice.
pub(super) const LABEL_MAX: usize = 200;
/// The most labels that are chosen.
const LABELS_MAX: usize = 20;
/// The longest text.
const TEXT_MAX: usize = 10_000;
/// How many characters of a wrong value are repeated in a message.
const SHOWN_MAX: usize = 20;

/// An unchecked answer: exactly one of the fields is given.
#[derive(Clone, Debug, Default)]
pub struct NewValue {
    /// Words.
    pub text: Option<String>,
    /// Labels that were chosen.
    pub choice: Option<Vec<String>>,
    /// A number.
    pub number: Option<f64>,
    /// A day.
    pub date: Option<PartialDate>,
    /// A pay.
    pub pay: Option<NewPay>,
    /// Whether one may work in a country.
    pub authorization: Option<NewAuthorization>,
}

/// An unchecked pay.
#[derive(Clone, Debug)]
pub struct NewPay {
    /// The amount.
    pub amount: Result<Amount, NotAnAmount>,
    /// The currency.
    pub currency: String,
    /// The period.
    pub period: PayPeriod,
}

/// Whether one may work in a country, unchecked.
#[derive(Clone, Debug)]
pub struct NewAuthorization {
    /// The code or the name of the country.
    pub country: String,
    /// True if an employer must apply for a permit.
    pub needs_sponsorship: bool,
}

/// A checked question.
pub(super) fn question(path: &str, text: &str) -> Result<String, Refusal> {
    let text = Prose::parse(path, text, QUESTION_MAX)?.into_string();
    if text.is_empty() {
        return Err(Refusal::invalid(path, "This must not be empty."));
    }
    Ok(text)
}

/// A checked answer.
pub(super) fn value(path: &str, given: NewValue) -> Result<AnswerValue, Refusal> {
    let at = |field: &str| format!("{path}.{field}");
    let mut values = Vec::new();
    if let Some(given) = given.text {
        let text = Prose::parse(&at("text"), &given, TEXT_MAX)?.into_string();
        values.push(("text", AnswerValue::Text { text }));
    }
    if let Some(given) = given.choice {
        let labels = labels(&at("choice"), given)?;
        values.push(("choice", AnswerValue::Choice { labels }));
    }
    if let Some(number) = given.number {
        // Of the two zeros of a float, the one without a sign.
        let number = if number == 0.0 { 0.0 } else { number };
        values.push(("number", AnswerValue::Number { number }));
    }
    if let Some(given) = given.date {
        let date = day(&at("date"), given)?;
        values.push(("date", AnswerValue::Date { date }));
    }
    if let Some(given) = given.pay {
        values.push(("pay", pay(&at("pay"), given)?));
    }
    if let Some(given) = given.authorization {
        let value = authorization(&at("authorization"), &given)?;
        values.push(("authorization", value));
    }
    let only = (values.len() == 1).then(|| values.pop()).flatten();
    let Some((field, value)) = only else {
        let message = "Give exactly one of \"text\", \"choice\", \"number\", \"date\", \"pay\" and \"authorization\".";
        return Err(Refusal::invalid(path, message));
    };
    match answers::validate(&value, &any_form(&value)) {
        Ok(()) => Ok(value),
        Err(invalid) => Err(Refusal::invalid(&at(field), message(invalid))),
    }
}

/// A form that takes any value of this kind.
fn any_form(value: &AnswerValue) -> FormQuestion {
    let choices = match value {
        AnswerValue::Choice { labels } => labels.clone(),
        _ => Vec::new(),
    };
    FormQuestion {
        kind: value.kind(),
        choices,
        several: true,
        ..FormQuestion::default()
    }
}

/// Checked labels of a choice.
fn labels(path: &str, given: Vec<String>) -> Result<Vec<String>, Refusal> {
    if given.len() > LABELS_MAX {
        let message = format!("A choice has at most {LABELS_MAX} labels.");
        return Err(Refusal::invalid(path, message));
    }
    let labels = given.into_iter().enumerate().map(|(i, label)| {
        let label = Line::parse(&format!("{path}.{i}"), &label, LABEL_MAX)?;
        Ok(label.into_string())
    });
    labels.collect()
}

fn day(path: &str, given: PartialDate) -> Result<Date, Refusal> {
    let day = given.earliest();
    let parts = (
        u16::try_from(day.year()),
        u8::try_from(day.month()),
        u8::try_from(day.day()),
    );
    let (true, (Ok(year), Ok(month), Ok(day))) = (day == given.latest(), parts) else {
        let message = format!("{given} is no day; the format is YYYY-MM-DD.");
        return Err(Refusal::invalid(path, message));
    };
    Ok(Date { year, month, day })
}

fn pay(path: &str, given: NewPay) -> Result<AnswerValue, Refusal> {
    let at = format!("{path}.amount");
    let amount = given
        .amount
        .map_err(|why| Refusal::invalid(&at, why.to_string()))?;
    let hundredths = u64::try_from(amount.hundredths()).unwrap_or_default();
    if hundredths == 0 {
        return Err(Refusal::invalid(&at, "A pay is more than 0."));
    }
    let at = format!("{path}.currency");
    Ok(AnswerValue::Pay {
        hundredths,
        currency: checked_currency(&at, given.currency)?,
        period: period(given.period),
    })
}

/// A code of a currency.
pub(super) fn checked_currency(path: &str, code: String) -> Result<String, Refusal> {
    if currency::is_code(&code) {
        return Ok(code);
    }
    let rule = "three upper-case letters of ISO 4217 are expected, for example EUR.";
    let message = format!("\"{}\" is no currency; {rule}", shown(&code));
    Err(Refusal::invalid(path, message))
}

/// The period as the crate has it.
pub(super) const fn period(period: PayPeriod) -> answers::PayPeriod {
    match period {
        PayPeriod::Year => answers::PayPeriod::Year,
        PayPeriod::Month => answers::PayPeriod::Month,
        PayPeriod::Week => answers::PayPeriod::Week,
        PayPeriod::Day => answers::PayPeriod::Day,
        PayPeriod::Hour => answers::PayPeriod::Hour,
    }
}

fn authorization(path: &str, given: &NewAuthorization) -> Result<AnswerValue, Refusal> {
    let Some(country) = reading::place::country(&given.country) else {
        let rule = "a code of ISO 3166-1 is expected, for example DE.";
        let message = format!("\"{}\" is no country; {rule}", shown(&given.country));
        return Err(Refusal::invalid(&format!("{path}.country"), message));
    };
    let right = if given.needs_sponsorship {
        RightToWork::NeedsSponsorship
    } else {
        RightToWork::Authorised
    };
    Ok(AnswerValue::Authorization {
        country: country.to_owned(),
        right,
    })
}

/// The beginning of a wrong value.
fn shown(text: &str) -> String {
    text.chars().take(SHOWN_MAX).collect()
}

const fn message(invalid: Invalid) -> &'static str {
    match invalid {
        Invalid::Kind => "The question takes another kind of answer.",
        Invalid::Empty => "This must not be empty.",
        Invalid::TooLong => "This is too long.",
        Invalid::Choice => {
            "Each label may be chosen once; small and capital letters make no other label."
        }
        Invalid::Number => "A number is from -1e12 to 1e12.",
        Invalid::Date => "There is no such day.",
        Invalid::Pay => "This is no pay.",
        Invalid::Country => "This is no country.",
    }
}

/// The words by which an answer is found, each after a space.
pub(super) fn words(question: &str, value: &AnswerValue) -> String {
    let said: Vec<&str> = match value {
        AnswerValue::Text { text } => vec![text],
        AnswerValue::Choice { labels } => labels.iter().map(String::as_str).collect(),
        AnswerValue::Pay { currency, .. } => vec![currency],
        AnswerValue::Authorization { country, .. } => {
            vec![reading::place::country_name(country).unwrap_or(country)]
        }
        AnswerValue::Number { .. } | AnswerValue::Date { .. } => Vec::new(),
    };
    let texts = std::iter::once(question).chain(said);
    let all: std::collections::BTreeSet<String> = texts.flat_map(reading::words::words).collect();
    all.iter().flat_map(|word| [" ", word.as_str()]).collect()
}

/// The kind of a form without restrictions.
pub(super) fn form(text: String, kind: AnswerKind) -> FormQuestion {
    FormQuestion {
        text,
        kind,
        ..FormQuestion::default()
    }
}
