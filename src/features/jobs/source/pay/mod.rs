//! Advertised pay: from fields, or parsed from a short text such as "€60K – €75K".
//! Uncertain values are left out: no amount is better than a wrong one.

mod period;
mod text;
mod token;

use serde_json::Value;

pub use self::{
    period::{period_by_size, period_in},
    text::read,
};
use super::record::Pay;
use crate::types::{
    amount::Amount,
    work::{PayOrigin, PayPeriod},
};

/// Maximum amount in hundredths; multiplied to a yearly amount it does not overflow.
pub const AMOUNT_MAX: i64 = Amount::MAX.hundredths();

/// Pay from fields, in hundredths. Swapped ends are sorted; zero counts as missing, and pay without any end is none.
#[must_use]
pub fn stated(
    min: Option<i64>,
    max: Option<i64>,
    currency: &str,
    period: PayPeriod,
) -> Option<Pay> {
    pay(min, max, currency, period, PayOrigin::Stated)
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

fn pay(
    min: Option<i64>,
    max: Option<i64>,
    currency: &str,
    period: PayPeriod,
    origin: PayOrigin,
) -> Option<Pay> {
    let currency = currency.trim().to_ascii_uppercase();
    let code = currency.len() == 3 && currency.bytes().all(|byte| byte.is_ascii_uppercase());
    let bearable =
        |amount: Option<i64>| amount.is_none_or(|amount| (0..=AMOUNT_MAX).contains(&amount));
    if !code || !bearable(min) || !bearable(max) {
        return None;
    }
    // Zero means "not given" at either end.
    let known = |amount: Option<i64>| amount.filter(|amount| *amount > 0);
    let (min, max) = match (known(min), known(max)) {
        (None, None) => return None,
        (Some(min), Some(max)) if min > max => (Some(max), Some(min)),
        ends => ends,
    };
    Some(Pay {
        min,
        max,
        currency,
        period,
        origin,
    })
}
