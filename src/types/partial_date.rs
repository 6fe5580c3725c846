//! A date with the precision that the user states: `2024`, `2024-05` or `2024-05-17` (as in JSON Resume).

use std::{fmt, str::FromStr};

use async_graphql::{InputValueResult, Scalar, ScalarType, Value};
use chrono::{Datelike, Months, NaiveDate};
use sea_orm::DeriveValueType;

use super::scalar;

/// A year, a month or a day between 1900 and 2100, as files state it. Stored as text, and a scalar of the schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, DeriveValueType)]
#[sea_orm(value_type = "String")]
pub struct PartialDate {
    date: importing::date::PartialDate,
}

/// The error for a stored text that is not a partial date.
#[derive(Debug, thiserror::Error)]
#[error("not a date of the form YYYY, YYYY-MM or YYYY-MM-DD")]
pub struct NotADate;

impl PartialDate {
    /// Parses `YYYY[-MM[-DD]]`; `None` for anything else, and for days that do not exist.
    #[must_use]
    pub fn parse_text(text: &str) -> Option<Self> {
        importing::date::PartialDate::parse(text).map(Self::from)
    }

    /// The first day that the date covers; the sort key of dates.
    #[must_use]
    pub fn earliest(&self) -> NaiveDate {
        let importing::date::PartialDate { year, month, day } = self.date;
        NaiveDate::from_ymd_opt(year, month.unwrap_or(1), day.unwrap_or(1)).unwrap_or_default()
    }

    /// The last day that the date covers.
    #[must_use]
    pub fn latest(&self) -> NaiveDate {
        let first = self.earliest();
        let next = match (self.date.month, self.date.day) {
            (_, Some(_)) => return first,
            (Some(_), None) => first.checked_add_months(Months::new(1)),
            (None, None) => first.checked_add_months(Months::new(12)),
        };
        next.and_then(|next| next.pred_opt()).unwrap_or(first)
    }

    /// True if it states a month.
    #[must_use]
    pub const fn has_month(&self) -> bool {
        self.date.month.is_some()
    }

    /// True if this date ends before the other can begin: 2023 is before 2024-05, 2024 may not be.
    #[must_use]
    pub fn is_surely_before(&self, other: &Self) -> bool {
        other.date.is_after(&self.date)
    }

    /// The date of a day.
    #[must_use]
    pub fn from_day(day: NaiveDate) -> Self {
        Self::from(importing::date::PartialDate {
            year: day.year(),
            month: Some(day.month()),
            day: Some(day.day()),
        })
    }
}

impl From<importing::date::PartialDate> for PartialDate {
    fn from(date: importing::date::PartialDate) -> Self {
        Self { date }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.date, f)
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
            return Err(scalar::wrong_type(value));
        };
        Self::parse_text(text).ok_or_else(|| {
            scalar::refused(
                value,
                "A date has the format YYYY-MM-DD, or YYYY or YYYY-MM where a year or a month is enough, between 1900 and 2100.",
            )
        })
    }

    fn to_value(&self) -> Value {
        Value::String(self.to_string())
    }
}
