//! Exchange rates of the euro on a day, read from the files that the European Central Bank publishes.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::amount::Amount;

/// The rates that ship with the program.
const SHIPPED: &str = include_str!("eurofxref.csv");
/// Decimals of a rate that are kept.
const DECIMALS: usize = 9;
const SCALE: i128 = 1_000_000_000;

/// The reference rates of one day: how many units of a currency one euro is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rates {
    date: NaiveDate,
    /// By currency, in units of 10⁻⁹.
    scaled: BTreeMap<String, i64>,
}

/// The reason why a text is no file of rates.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadRates {
    /// Not a single line.
    #[error("has no first line \"Date, USD, JPY, …\"")]
    NoHeader,
    /// A column that is no currency.
    #[error("the first line has \"{0}\", which is no code of a currency")]
    NotACurrency(String),
    /// No row behind the first line.
    #[error("has no rates behind the first line")]
    NoRates,
    /// A line that is no row of rates.
    #[error("line {line}: {problem}")]
    Line {
        /// The number of the line, from 1.
        line: usize,
        /// What is wrong.
        problem: String,
    },
}

impl Rates {
    /// The rates that ship with the program.
    pub fn shipped() -> Result<Self, BadRates> {
        Self::read(SHIPPED)
    }

    /// Reads `eurofxref.csv` or `eurofxref-hist.csv` of the European Central Bank. Of several days, the newest counts.
    pub fn read(text: &str) -> Result<Self, BadRates> {
        let mut lines = (1..).zip(text.lines());
        let header = lines.next().map(|(_, line)| fields(line));
        let currencies = match header.as_deref() {
            Some([date, currencies @ ..]) if *date == "Date" && !currencies.is_empty() => {
                currencies
            }
            _ => return Err(BadRates::NoHeader),
        };
        if let Some(other) = currencies.iter().find(|name| !is_code(name)) {
            let shown = other.chars().filter(|c| !c.is_control()).take(20).collect();
            return Err(BadRates::NotACurrency(shown));
        }
        let mut newest: Option<(NaiveDate, usize, Vec<&str>)> = None;
        for (number, line) in lines.filter(|(_, line)| !line.trim().is_empty()) {
            let row = fields(line);
            let day = row.first().copied().and_then(day).ok_or(BadRates::Line {
                line: number,
                problem: "begins with no date such as 2026-10-30 or 30 October 2026".to_owned(),
            })?;
            if newest.as_ref().is_none_or(|(date, ..)| *date < day) {
                newest = Some((day, number, row));
            }
        }
        let (date, line, row) = newest.ok_or(BadRates::NoRates)?;
        let values = row.get(1..).unwrap_or_default();
        let wrong = |problem: String| BadRates::Line { line, problem };
        if values.len() != currencies.len() {
            return Err(wrong(format!(
                "has {} rates for {} currencies",
                values.len(),
                currencies.len()
            )));
        }
        let mut scaled = BTreeMap::new();
        for (currency, value) in currencies.iter().zip(values) {
            if !matches!(*value, "N/A" | "") {
                let rate = rate(value)
                    .ok_or_else(|| wrong(format!("the rate of {currency} is no number")))?;
                scaled.insert((*currency).to_owned(), rate);
            }
        }
        if scaled.is_empty() {
            return Err(BadRates::NoRates);
        }
        Ok(Self { date, scaled })
    }

    /// The day of the rates.
    #[must_use]
    pub const fn date(&self) -> NaiveDate {
        self.date
    }

    /// How many units of a currency one euro is, with all decimals.
    #[must_use]
    pub fn of(&self, currency: &str) -> Option<String> {
        let scaled = self.scaled(currency)?;
        let (units, rest) = (scaled / SCALE, scaled % SCALE);
        let text = format!("{units}.{rest:0DECIMALS$}");
        Some(text.trim_end_matches('0').trim_end_matches('.').to_owned())
    }

    /// An amount of a currency in euros, rounded to the nearest cent; `None` if the currency has no rate.
    #[must_use]
    pub fn to_euros(&self, amount: Amount, currency: &str) -> Option<Amount> {
        let scaled = self.scaled(currency)?;
        nearest(i128::from(amount.hundredths()).checked_mul(SCALE)?, scaled)
    }

    /// An amount of euros in a currency, rounded to the nearest hundredth; `None` if the currency has no rate.
    #[must_use]
    pub fn from_euros(&self, amount: Amount, currency: &str) -> Option<Amount> {
        let scaled = self.scaled(currency)?;
        nearest(i128::from(amount.hundredths()).checked_mul(scaled)?, SCALE)
    }

    /// Equal for equal rates only.
    #[must_use]
    pub fn key(&self) -> String {
        let rates = self
            .scaled
            .iter()
            .map(|(code, rate)| format!("{code}={rate}"));
        format!("{} {}", self.date, rates.collect::<Vec<_>>().join(" "))
    }

    fn scaled(&self, currency: &str) -> Option<i128> {
        if currency == "EUR" {
            return Some(SCALE);
        }
        self.scaled.get(currency).copied().map(i128::from)
    }
}

/// The quotient rounded to the nearest whole number, a half upwards.
fn nearest(numerator: i128, denominator: i128) -> Option<Amount> {
    let rounded = numerator
        .checked_add(denominator / 2)?
        .checked_div(denominator)?;
    Amount::from_hundredths(i64::try_from(rounded).ok()?)
}

/// The values of a line; the files of the bank end each line with a comma.
fn fields(line: &str) -> Vec<&str> {
    let line = line.trim_start_matches('\u{FEFF}').trim();
    let line = line.strip_suffix(',').unwrap_or(line);
    line.split(',').map(str::trim).collect()
}

fn is_code(name: &str) -> bool {
    name.len() == 3 && name.bytes().all(|byte| byte.is_ascii_uppercase())
}

fn day(text: &str) -> Option<NaiveDate> {
    ["%Y-%m-%d", "%d %B %Y"]
        .iter()
        .find_map(|form| NaiveDate::parse_from_str(text, form).ok())
}

/// A positive decimal number in units of 10⁻⁹.
fn rate(text: &str) -> Option<i64> {
    let (units, decimals) = text.split_once('.').unwrap_or((text, "0"));
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !is_number(units) || !is_number(decimals) || decimals.len() > DECIMALS {
        return None;
    }
    let scaled = format!("{units}{decimals:0<DECIMALS$}").parse().ok();
    scaled.filter(|rate| *rate > 0)
}

#[cfg(test)]
mod tests;
