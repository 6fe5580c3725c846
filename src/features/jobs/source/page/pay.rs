//! The pay of a `JobPosting`.

use reading::pay::{Period, amount_in, currency_in, period_in, period_of};
use serde_json::{Number, Value};

use crate::features::jobs::source::{
    field::{self, first},
    pay,
    record::{Pay, Place},
};

/// `baseSalary`: a `MonetaryAmount` whose value is a number, a text or a `QuantitativeValue`.
pub(super) fn advertised(entry: &Value, places: &[Place]) -> Option<Pay> {
    let salary = first(entry.get("baseSalary")?)?;
    let value = salary.get("value").and_then(first).unwrap_or(salary);
    let currency = field::raw(salary, "/currency")
        .or_else(|| field::raw(value, "/currency"))
        .or_else(|| field::raw(entry, "/salaryCurrency"));
    let unit = ["/unitText", "/unitCode"]
        .iter()
        .find_map(|pointer| field::raw(value, pointer).or_else(|| field::raw(salary, pointer)));
    let amount = |name: &str| number(value.get(name).or_else(|| salary.get(name)));
    let single = amount("value").or_else(|| number(Some(value)));
    let (min, max) = (amount("minValue").or(single), amount("maxValue").or(single));
    if min.is_none() && max.is_none() {
        let text = value.as_str().or_else(|| field::raw(value, "/value"))?;
        return of_text(text, currency, unit, places);
    }
    let country = places.iter().find_map(|place| place.country.as_deref());
    let currency = currency_in(currency?, country)?;
    let period = match unit {
        Some(unit) => period(unit)?,
        None => period_of(&currency, min, max, "", "")?,
    };
    pay::stated(min, max, &currency, period)
}

/// A text such as "40,000 - 50,000", completed by the fields around it.
fn of_text(
    text: &str,
    currency: Option<&str>,
    unit: Option<&str>,
    places: &[Place],
) -> Option<Pay> {
    let currency = currency.unwrap_or_default();
    let unit = match unit {
        Some(unit) => match period(unit)? {
            Period::Hour => "per hour",
            Period::Day => "per day",
            Period::Week => "per week",
            Period::Month => "per month",
            Period::Year => "per year",
        },
        None => "",
    };
    pay::read(&format!("{text} {currency} {unit}"), places)
}

/// An amount as a number or a text; none that is not certain.
fn number(value: Option<&Value>) -> Option<i64> {
    let value = value?;
    let Some(text) = value.as_str() else {
        return pay::hundredths(Some(value));
    };
    amount_in(text).or_else(|| {
        let number = Number::from_f64(text.trim().parse::<f64>().ok()?)?;
        pay::hundredths(Some(&Value::Number(number)))
    })
}

/// The terms of schema.org, the codes of UN/CEFACT, and words.
fn period(unit: &str) -> Option<Period> {
    match unit.trim().to_uppercase().as_str() {
        "ANN" => Some(Period::Year),
        "MON" => Some(Period::Month),
        "WEE" => Some(Period::Week),
        "HUR" => Some(Period::Hour),
        unit => period_in(unit),
    }
}
