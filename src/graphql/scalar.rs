//! Scalars that several features use: instants, amounts and web addresses, each with its format.

use async_graphql::{InputValueResult, Scalar, ScalarType, Value};
use chrono::{DateTime, SecondsFormat, Utc};

use crate::types::{
    amount::{Amount, NotAnAmount},
    scalar,
};

/// An instant, RFC 3339 in UTC with at most microseconds: `2026-11-23T09:30:00Z`. Between the years 1900 and 2200.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instant(pub DateTime<Utc>);

/// An instant, RFC 3339 in UTC: `2026-11-23T09:30:00Z`.
#[Scalar(
    name = "DateTime",
    specified_by_url = "https://scalars.graphql.org/andimarek/date-time"
)]
impl ScalarType for Instant {
    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::String(text) = &value else {
            return Err(scalar::wrong_type(value));
        };
        let instant = DateTime::parse_from_rfc3339(text)
            .ok()
            .map(|instant| instant.with_timezone(&Utc));
        let sane =
            instant.filter(|instant| (1900..2200).contains(&chrono::Datelike::year(instant)));
        sane.map(Self).ok_or_else(|| {
            scalar::refused(
                value,
                "An instant has the format 2026-11-23T09:30:00Z (RFC 3339), between the years 1900 and 2200.",
            )
        })
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_rfc3339_opts(SecondsFormat::AutoSi, true))
    }
}

impl From<DateTime<Utc>> for Instant {
    fn from(instant: DateTime<Utc>) -> Self {
        Self(instant)
    }
}

/// An amount, or why the given value is none: the reader knows the path of the field, which belongs to the refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AmountValue(pub Result<Amount, NotAnAmount>);

/// An amount of money in units of its currency, from 0 to 1000000000000, with at most two decimals: `2400000000` or `19.19`. Answered as a
/// number without decimals if there are no cents; given as a number, or as a text such as `"19.19"`.
#[Scalar(name = "Amount")]
impl ScalarType for AmountValue {
    fn parse(value: Value) -> InputValueResult<Self> {
        match &value {
            Value::Number(number) => Ok(Self(Amount::from_number(number))),
            Value::String(text) => Ok(Self(text.parse())),
            _ => Err(scalar::wrong_type(value)),
        }
    }

    fn to_value(&self) -> Value {
        self.0
            .map_or(Value::Null, |amount| Value::Number(amount.to_number()))
    }
}

impl From<Amount> for AmountValue {
    fn from(amount: Amount) -> Self {
        Self(Ok(amount))
    }
}

/// A web address, `http` or `https`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebAddress(pub String);

/// A web address, `http` or `https`, of at most 2 000 characters.
#[Scalar(name = "URL", specified_by_url = "https://url.spec.whatwg.org/")]
impl ScalarType for WebAddress {
    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::String(text) = &value else {
            return Err(scalar::wrong_type(value));
        };
        let url = url::Url::parse(text)
            .ok()
            .filter(|url| matches!(url.scheme(), "http" | "https") && text.len() <= 2_000);
        url.map(|url| Self(url.into())).ok_or_else(|| {
            scalar::refused(
                value,
                "A web address starts with https:// or http:// and has at most 2000 characters.",
            )
        })
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.clone())
    }
}
