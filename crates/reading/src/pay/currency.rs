//! Currencies: their names, and the pay that is plausible in each.

use std::{collections::HashMap, sync::LazyLock};

use super::Period;

/// The codes with their names and plausible pay.
const TABLE: &str = include_str!("currencies.tsv");
/// Names that several currencies share.
const SHARED: &str = include_str!("shared.tsv");

/// The currencies of a sign, code or name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Money {
    /// One currency, ISO 4217.
    Code(&'static str),
    /// One of several.
    Shared(&'static Shared),
}

/// A name of several currencies.
#[derive(Debug, PartialEq)]
pub(super) struct Shared {
    pub names: &'static str,
    default: Option<&'static str>,
    by_country: Vec<(&'static str, &'static str)>,
    /// A currency, and a word that says it.
    pub hints: Vec<(&'static str, &'static str)>,
}

/// A currency of the table.
#[derive(Debug)]
pub(super) struct Currency {
    pub code: &'static str,
    pub names: &'static str,
    hour: Option<Span>,
    month: Option<Span>,
    year: Option<Span>,
}

/// From and to, in hundredths.
type Span = (i64, i64);

pub(super) static CURRENCIES: LazyLock<HashMap<&'static str, Currency>> = LazyLock::new(|| {
    rows(TABLE)
        .filter_map(|row| match row.as_slice() {
            [code, names, hour, month, year] => Some(Currency {
                code,
                names: if *names == "-" { "" } else { names },
                hour: span(hour),
                month: span(month),
                year: span(year),
            }),
            _ => None,
        })
        .map(|currency| (currency.code, currency))
        .collect()
});

pub(super) static SHARED_NAMES: LazyLock<Vec<Shared>> = LazyLock::new(|| {
    rows(SHARED)
        .filter_map(|row| match row.as_slice() {
            [names, default, countries, hints] => Some(Shared {
                names,
                default: Some(*default).filter(|code| *code != "-"),
                by_country: countries
                    .split(' ')
                    .filter_map(|pair| pair.split_once('='))
                    .collect(),
                hints: hints
                    .split(' ')
                    .filter_map(|pair| pair.split_once('='))
                    .flat_map(|(code, words)| words.split('|').map(move |word| (code, word)))
                    .collect(),
            }),
            _ => None,
        })
        .collect()
});

fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
}

fn span(text: &str) -> Option<Span> {
    let (from, to) = text.split_once('-')?;
    Some((
        from.parse::<i64>().ok()?.checked_mul(100)?,
        to.parse::<i64>().ok()?.checked_mul(100)?,
    ))
}

impl Currency {
    /// True if its plausible pay is known.
    pub(super) const fn is_usual(&self) -> bool {
        self.month.is_some() || self.year.is_some()
    }
}

impl Shared {
    /// True if the name may be that of this currency.
    pub(super) fn has(&self, code: &str) -> bool {
        self.codes().any(|one| one == code)
    }

    /// Its currencies; those of a country and the usual one first.
    pub(super) fn codes(&self) -> impl Iterator<Item = &'static str> {
        self.default
            .into_iter()
            .chain(self.by_country.iter().map(|(_, code)| *code))
    }

    /// The currency in a country.
    pub(super) fn of_country(&self, country: &str) -> Option<&'static str> {
        self.by_country
            .iter()
            .find(|(one, _)| one.eq_ignore_ascii_case(country.trim()))
            .map(|(_, code)| *code)
    }

    /// The currency if nothing else decides.
    pub(super) const fn usual(&self) -> Option<&'static str> {
        self.default
    }
}

/// The only plausible period of an amount: 15 000 PLN are paid for a month, 60 000 EUR for a year. None if several are plausible.
#[must_use]
pub fn period_by_size(currency: &str, hundredths: i64) -> Option<Period> {
    let code = currency.trim().to_ascii_uppercase();
    let currency = CURRENCIES.get(code.as_str())?;
    let holds =
        |span: Option<Span>| span.is_some_and(|(from, to)| (from..=to).contains(&hundredths));
    match (
        holds(currency.hour),
        holds(currency.month),
        holds(currency.year),
    ) {
        (true, false, false) => Some(Period::Hour),
        (false, true, false) => Some(Period::Month),
        (false, false, true) => Some(Period::Year),
        _ => None,
    }
}

/// How sure a period must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    /// Not absurd: less than a tenth of the lowest yearly pay, or more than five times the highest, is absurd.
    Bearable,
    /// Usual for a year of work.
    Usual,
}

/// True if an amount may be paid for a period.
pub(super) fn fits(code: &str, period: Period, hundredths: i64, fit: Fit) -> bool {
    let Some(currency) = CURRENCIES.get(code) else {
        return false;
    };
    let month = |(from, to): Span| (from.saturating_mul(12), to.saturating_mul(12));
    let Some((from, to)) = currency.year.or_else(|| currency.month.map(month)) else {
        return true;
    };
    let yearly = hundredths.saturating_mul(period.per_year());
    match fit {
        Fit::Bearable => yearly >= from / 10 && yearly <= to.saturating_mul(5),
        Fit::Usual => yearly >= from / 2 && yearly <= to / 3,
    }
}
