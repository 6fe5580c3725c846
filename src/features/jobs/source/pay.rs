//! Advertised pay of a board's fields, and of its text by the crate of readings.

use reading::pay::{self, Period};
use serde_json::Value;

use super::record::{Pay, Place};
use crate::types::work::PayOrigin;

/// Pay from fields, in hundredths.
pub(super) fn stated(
    min: Option<i64>,
    max: Option<i64>,
    currency: &str,
    period: Period,
) -> Option<Pay> {
    pay::stated(min, max, currency, period).map(|pay| record(pay, PayOrigin::Stated))
}

/// Pay of a text such as "€60K – €75K"; the first place with a country decides what "$" is.
pub(super) fn read(text: &str, places: &[Place]) -> Option<Pay> {
    let country = places.iter().find_map(|place| place.country.as_deref());
    pay::read(text, country).map(|pay| record(pay, PayOrigin::Parsed))
}

fn record(pay: pay::Pay, origin: PayOrigin) -> Pay {
    Pay {
        min: pay.min,
        max: pay.max,
        currency: pay.currency,
        period: pay.period.into(),
        origin,
    }
}

/// One range that covers several, such as pay zones: those with the currency and period of the first one.
pub(super) fn span(ranges: impl Iterator<Item = Pay>) -> Option<Pay> {
    ranges.reduce(|mut span, next| {
        if span.currency == next.currency && span.period == next.period {
            // An end stays open only if it is open in every range.
            span.min = [span.min, next.min].into_iter().flatten().min();
            span.max = span.max.max(next.max);
        }
        span
    })
}

/// A JSON number of units in hundredths, rounded to the nearest one.
pub(super) fn hundredths(value: Option<&Value>) -> Option<i64> {
    let Value::Number(number) = value? else {
        return None;
    };
    if let Some(units) = number.as_i64() {
        return units.checked_mul(100);
    }
    let amount = number
        .as_f64()
        .filter(|amount| (0.0..1e12).contains(amount))?;
    format!("{amount:.2}").replace('.', "").parse().ok()
}
