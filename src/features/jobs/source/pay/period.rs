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
/// The amount is in hundredths.
#[must_use]
pub fn period_by_size(currency: &str, amount: i64) -> Option<PayPeriod> {
    let same_scale = SAME_SCALE.contains(&currency.trim().to_ascii_uppercase().as_str());
    match amount / 100 {
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
        "year" | "yr" | "yrs" | "years" | "annum" | "annual" | "annually" | "yearly" | "pa"
        | "lpa" | "jahr" | "jährlich" | "año" | "anual" | "annuel" | "annuels" | "ano" | "anno"
        | "jaar" | "rok" | "rocznie" | "år" => Some(PayPeriod::Year),
        "month" | "mo" | "monthly" | "monat" | "monatlich" | "mois" | "mes" | "mensual" | "mês"
        | "mese" | "maand" | "miesiąc" | "miesięcznie" | "mies" | "måned" | "månad" => {
            Some(PayPeriod::Month)
        }
        "week" | "wk" | "weekly" | "woche" | "semaine" | "semana" | "settimana" => {
            Some(PayPeriod::Week)
        }
        "day" | "daily" | "diem" | "tag" | "tagessatz" | "jour" | "día" | "dia" | "giorno" => {
            Some(PayPeriod::Day)
        }
        "hour" | "hours" | "hr" | "hrs" | "hourly" | "stunde" | "std" | "stündlich"
        | "stundenlohn" | "heure" | "hora" | "ora" | "uur" | "godz" | "godzinę" => {
            Some(PayPeriod::Hour)
        }
        _ => None,
    })
}
