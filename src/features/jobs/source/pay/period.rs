//! What a figure is paid for, by the words beside it or by its size.

use crate::types::work::PayPeriod;

/// Currencies in which 15 000 is a year's pay and 200 an hour's at most.
const SAME_SCALE: &[&str] = &["USD", "EUR", "GBP", "CHF", "CAD", "AUD", "NZD", "SGD"];

/// The period that a text names, if it names just one.
#[must_use]
pub fn period_in(text: &str) -> Option<PayPeriod> {
    let mut periods = periods_in(text);
    let first = periods.next()?;
    periods.all(|period| period == first).then_some(first)
}

/// The period that a figure can only be for: tens of thousands of euros are a year's, some dozens are an hour's.
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
