//! Time zones by their IANA names, with the rules of the compiled-in database: converts instants to a user's local days.

use std::{fmt, str::FromStr};

use async_graphql::{InputValueResult, Scalar, ScalarType, Value};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use super::scalar;

/// A time zone of the IANA database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeZone(Tz);

/// The error for a text that is not a time zone.
#[derive(Debug, thiserror::Error)]
#[error("not a time zone of the IANA database, such as Europe/Lisbon")]
pub struct NotATimeZone;

impl TimeZone {
    /// Coordinated Universal Time.
    pub const UTC: Self = Self(Tz::UTC);

    /// The day of an instant in this zone.
    #[must_use]
    pub fn day_of(self, instant: DateTime<Utc>) -> NaiveDate {
        self.local(instant).date_naive()
    }

    /// The local time of an instant in this zone.
    #[must_use]
    pub fn local(self, instant: DateTime<Utc>) -> DateTime<Tz> {
        instant.with_timezone(&self.0)
    }
}

impl FromStr for TimeZone {
    type Err = NotATimeZone;

    fn from_str(text: &str) -> Result<Self, NotATimeZone> {
        text.parse().map(Self).map_err(|_| NotATimeZone)
    }
}

impl fmt::Display for TimeZone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.name())
    }
}

/// The name of a time zone in the IANA database: `Europe/Lisbon`, `Pacific/Honolulu`, `UTC`. Case-sensitive.
#[Scalar(specified_by_url = "https://www.iana.org/time-zones")]
impl ScalarType for TimeZone {
    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::String(text) = &value else {
            return Err(scalar::wrong_type(value));
        };
        let message = "A time zone is a name of the IANA database, such as Europe/Lisbon or UTC; see https://www.iana.org/time-zones.";
        text.parse().map_err(|_| scalar::refused(value, message))
    }

    fn to_value(&self) -> Value {
        Value::String(self.to_string())
    }
}
