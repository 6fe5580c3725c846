//! A date with the precision that the user states: `2024`, `2024-05` or `2024-05-17` (as in JSON Resume).

use std::{fmt, str::FromStr};

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, Value};
use chrono::{Datelike, NaiveDate};
use sea_orm::DeriveValueType;

/// A year, a month or a day between 1900 and 2100. Stored as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, DeriveValueType)]
#[sea_orm(value_type = "String")]
pub struct PartialDate {
    year: i32,
    month: Option<u32>,
    day: Option<u32>,
}

/// The error for a stored text that is not a partial date.
#[derive(Debug, thiserror::Error)]
#[error("not a date of the form YYYY, YYYY-MM or YYYY-MM-DD")]
pub struct NotADate;

impl PartialDate {
    /// Parses `YYYY[-MM[-DD]]`; `None` for anything else, and for days that do not exist.
    #[must_use]
    pub fn parse_text(text: &str) -> Option<Self> {
        let (year, month, day) = match text.len() {
            4 => (text, None, None),
            7 => (text.get(..4)?, Some(text.get(4..)?), None),
            10 => (text.get(..4)?, Some(text.get(4..7)?), Some(text.get(7..)?)),
            _ => return None,
        };
        let part = |part: &str| part.strip_prefix('-').and_then(digits);
        let date = Self {
            year: i32::try_from(digits(year)?).ok()?,
            month: month.map(part).map_or(Some(None), |m| m.map(Some))?,
            day: day.map(part).map_or(Some(None), |d| d.map(Some))?,
        };
        let exists =
            NaiveDate::from_ymd_opt(date.year, date.month.unwrap_or(1), date.day.unwrap_or(1))
                .is_some();
        (exists && (1900..=2100).contains(&date.year)).then_some(date)
    }

    /// The first day that the date covers; the sort key of dates.
    #[must_use]
    pub fn earliest(&self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
            .unwrap_or_default()
    }

    /// True if this date ends before the other can begin: 2023 is before 2024-05, 2024 may not be.
    #[must_use]
    pub fn is_surely_before(&self, other: &Self) -> bool {
        // Every part has a fixed width, so the common prefix can be compared as text.
        let (this, other) = (self.to_string(), other.to_string());
        let first_difference = this
            .bytes()
            .zip(other.bytes())
            .find(|(this, other)| this != other);
        first_difference.is_some_and(|(this, other)| this < other)
    }

    /// The date of a day.
    #[must_use]
    pub fn from_day(day: NaiveDate) -> Self {
        Self {
            year: day.year(),
            month: Some(day.month()),
            day: Some(day.day()),
        }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        self.month
            .map_or(Ok(()), |month| write!(f, "-{month:02}"))?;
        self.day.map_or(Ok(()), |day| write!(f, "-{day:02}"))
    }
}

impl serde::Serialize for PartialDate {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for PartialDate {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl FromStr for PartialDate {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Self, NotADate> {
        Self::parse_text(text).ok_or(NotADate)
    }
}

/// A date with the precision in which it was stated: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, from 1900 to 2100.
#[Scalar]
impl ScalarType for PartialDate {
    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::String(text) = &value else {
            return Err(InputValueError::expected_type(value));
        };
        Self::parse_text(text).ok_or_else(|| {
            InputValueError::custom(
                "A date has the format YYYY, YYYY-MM or YYYY-MM-DD, between 1900 and 2100.",
            )
        })
    }

    fn to_value(&self) -> Value {
        Value::String(self.to_string())
    }
}

fn digits(text: &str) -> Option<u32> {
    text.bytes()
        .all(|b| b.is_ascii_digit())
        .then(|| text.parse().ok())
        .flatten()
}
