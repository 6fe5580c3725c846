//! Amounts of money: a number of units of a currency with at most two decimals.

use std::{fmt, str::FromStr};

use sea_orm::DeriveValueType;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::Number;

use super::work::PayPeriod;

/// An amount in units of its currency, not negative, with at most two decimals. Stored in columns as a whole number of hundredths, and in JSON
/// as a number of units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, DeriveValueType)]
pub struct Amount(i64);

/// The reason why a value is no amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAnAmount {
    /// No decimal number.
    #[error("An amount is a number such as 60000 or 19.19.")]
    NotANumber,
    /// Less than zero.
    #[error("An amount must not be negative.")]
    Negative,
    /// A third decimal.
    #[error("An amount has at most two decimals.")]
    TooPrecise,
    /// More than [`Amount::MAX`].
    #[error("An amount is at most {}.", Amount::MAX)]
    TooLarge,
}

impl Amount {
    /// The largest amount that is read; computed ones may be larger.
    pub const MAX: Self = Self(reading::pay::AMOUNT_MAX);

    /// An amount of whole units.
    pub fn from_units(units: i64) -> Result<Self, NotAnAmount> {
        if units < 0 {
            return Err(NotAnAmount::Negative);
        }
        let amount = units.checked_mul(100).map(Self);
        amount
            .filter(|amount| *amount <= Self::MAX)
            .ok_or(NotAnAmount::TooLarge)
    }

    /// An amount in hundredths of the unit; `None` if it is negative.
    #[must_use]
    pub const fn from_hundredths(hundredths: i64) -> Option<Self> {
        if hundredths < 0 {
            None
        } else {
            Some(Self(hundredths))
        }
    }

    /// The amount in hundredths of the unit.
    #[must_use]
    pub const fn hundredths(self) -> i64 {
        self.0
    }

    /// The amount of a full-time year that is paid by this amount per period.
    #[must_use]
    pub fn per_year(self, period: PayPeriod) -> Option<Self> {
        self.0.checked_mul(period.per_year()).map(Self)
    }

    /// The amount that a JSON number is.
    pub fn from_number(number: &Number) -> Result<Self, NotAnAmount> {
        if let Some(units) = number.as_i64() {
            return Self::from_units(units);
        }
        // The shortest decimal number of a float is the one that was written.
        let float = number.as_f64().ok_or(NotAnAmount::TooLarge)?;
        float.to_string().parse()
    }

    /// A whole number if there are no cents.
    #[must_use]
    pub fn to_number(self) -> Number {
        if self.0 % 100 == 0 {
            return Number::from(self.0 / 100);
        }
        let float = self.to_string().parse().ok().and_then(Number::from_f64);
        float.unwrap_or_else(|| Number::from(self.0 / 100))
    }
}

impl FromStr for Amount {
    type Err = NotAnAmount;

    fn from_str(text: &str) -> Result<Self, NotAnAmount> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, text),
        };
        let (units, cents) = digits.split_once('.').unwrap_or((digits, "0"));
        let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !is_number(units) || !is_number(cents) {
            return Err(NotAnAmount::NotANumber);
        }
        if negative && digits.bytes().any(|byte| matches!(byte, b'1'..=b'9')) {
            return Err(NotAnAmount::Negative);
        }
        if cents.len() > 2 {
            return Err(NotAnAmount::TooPrecise);
        }
        let hundredths = format!("{units}{cents:0<2}").parse().ok().map(Self);
        hundredths
            .filter(|amount| *amount <= Self::MAX)
            .ok_or(NotAnAmount::TooLarge)
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0 / 100)?;
        match self.0 % 100 {
            0 => Ok(()),
            cents => write!(f, ".{cents:02}"),
        }
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_number().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::from_number(&Number::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::{Amount, NotAnAmount};

    fn hundredths(text: &str) -> Result<i64, NotAnAmount> {
        text.parse().map(Amount::hundredths)
    }

    #[test]
    fn a_text_is_an_amount_or_refused_with_the_reason() {
        for (text, expected) in [
            ("0", Ok(0)),
            ("-0", Ok(0)),
            ("60000", Ok(6_000_000)),
            ("2400000000", Ok(240_000_000_000)),
            ("19.19", Ok(1_919)),
            ("19.5", Ok(1_950)),
            ("0.01", Ok(1)),
            ("007.10", Ok(710)),
            ("1000000000000", Ok(100_000_000_000_000)),
            ("1000000000000.01", Err(NotAnAmount::TooLarge)),
            ("99999999999999999999999999", Err(NotAnAmount::TooLarge)),
            ("-0.01", Err(NotAnAmount::Negative)),
            ("-5", Err(NotAnAmount::Negative)),
            ("19.195", Err(NotAnAmount::TooPrecise)),
            ("19.190", Err(NotAnAmount::TooPrecise)),
            ("", Err(NotAnAmount::NotANumber)),
            (".5", Err(NotAnAmount::NotANumber)),
            ("5.", Err(NotAnAmount::NotANumber)),
            ("1e3", Err(NotAnAmount::NotANumber)),
            ("+1", Err(NotAnAmount::NotANumber)),
            ("1,5", Err(NotAnAmount::NotANumber)),
            ("60 000", Err(NotAnAmount::NotANumber)),
            ("--1", Err(NotAnAmount::NotANumber)),
            ("٣", Err(NotAnAmount::NotANumber)),
            ("NaN", Err(NotAnAmount::NotANumber)),
        ] {
            assert_eq!(hundredths(text), expected, "{text}");
        }
    }

    #[test]
    fn a_number_is_an_amount_or_refused_with_the_reason() {
        for (number, expected) in [
            (json!(2_400_000_000_i64), Ok("2400000000")),
            (json!(19.19), Ok("19.19")),
            (json!(19.5), Ok("19.50")),
            (json!(60_000.0), Ok("60000")),
            (json!(1e12), Ok("1000000000000")),
            (json!(0.1 + 0.2), Err(NotAnAmount::TooPrecise)),
            (json!(-1), Err(NotAnAmount::Negative)),
            (json!(-0.5), Err(NotAnAmount::Negative)),
            (json!(1e300), Err(NotAnAmount::TooLarge)),
            (json!(i64::MAX), Err(NotAnAmount::TooLarge)),
            (json!(u64::MAX), Err(NotAnAmount::TooLarge)),
        ] {
            let amount = Amount::from_number(number.as_number().expect("a number"));
            let expected = expected.map(str::to_owned);
            assert_eq!(
                amount.map(|amount| amount.to_string()),
                expected,
                "{number}"
            );
        }
    }

    #[test]
    fn an_amount_is_a_whole_number_in_json_if_it_has_no_cents() {
        for (text, expected) in [("60000", "60000"), ("19.19", "19.19"), ("19.50", "19.5")] {
            let amount: Amount = text.parse().expect("an amount");
            assert_eq!(serde_json::to_string(&amount).expect("a number"), expected);
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(hundredths in 0..=Amount::MAX.hundredths()) {
            let amount = Amount::from_hundredths(hundredths).expect("not negative");
            prop_assert_eq!(amount.to_string().parse(), Ok(amount));
            prop_assert_eq!(Amount::from_number(&amount.to_number()), Ok(amount));
            let json = serde_json::to_string(&amount).expect("a number");
            prop_assert_eq!(serde_json::from_str::<Amount>(&json).expect("an amount"), amount);
        }

        #[test]
        fn any_text_is_survived(text in "\\PC{0,20}", number in any::<f64>()) {
            let _ = text.parse::<Amount>();
            if let Some(number) = serde_json::Number::from_f64(number) {
                let _ = Amount::from_number(&number);
            }
        }
    }
}
