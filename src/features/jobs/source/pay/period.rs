//! The period that an amount is paid for, from the surrounding words or from its size.

use crate::types::work::PayPeriod;

/// Currencies in which a yearly pay is at least about 15 000 and an hourly pay at most about 200.
const SAME_SCALE: &[&str] = &["USD", "EUR", "GBP", "CHF", "CAD", "AUD", "NZD", "SGD"];

/// The period that a text names; none if it names several.
#[must_use]
pub fn period_in(text: &str) -> Option<PayPeriod> {
    let mut periods = periods_in(text);
    let first = periods.next()?;
    periods.all(|period| period == first).then_some(first)
}

/// The only plausible period of an amount: tens of thousands of euros are per year, a few dozens per hour.
#[must_use]
pub fn period_by_size(currency: &str, amount: i64) -> Option<PayPeriod> {
    let same_scale = SAME_SCALE.contains(&currency.trim().to_ascii_uppercase().as_str());
    match amount {
        15_000..=2_000_000 if same_scale => Some(PayPeriod::Year),
        8..=150 if same_scale => Some(PayPeriod::Hour),
        _ => None,
    }
}

pub(super) fn periods_in(text: &str) -> impl Iterator<Item = PayPeriod> {
    let lower = text.to_lowercase();
    let words: Vec<String> = lower
        .split(|c: char| !c.is_alphabetic())
        .map(str::to_owned)
        .collect();
    words.into_iter().filter_map(|word| match word.as_str() {
        "year" | "yr" | "annum" | "annual" | "annually" | "yearly" | "pa" | "jahr" | "año" => {
            Some(PayPeriod::Year)
        }
        "month" | "mo" | "monthly" | "monat" | "mois" | "mes" => Some(PayPeriod::Month),
        "week" | "wk" | "weekly" | "woche" => Some(PayPeriod::Week),
        "day" | "daily" | "diem" | "tag" => Some(PayPeriod::Day),
        "hour" | "hr" | "hourly" | "stunde" => Some(PayPeriod::Hour),
        _ => None,
    })
}
