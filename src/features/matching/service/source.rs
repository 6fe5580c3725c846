//! Prepares stored postings for matches.

use chrono::Datelike;
use matching::prepared::{Level, Mode, Pay, Posting, PostingSource};

use crate::{
    features::{
        jobs::LocationRow,
        matching::{Knowledge, entity::stored_posting::StoredPosting},
    },
    types::{
        amount::Amount,
        rates::Rates,
        work::{PayPeriod, RemoteMode, Seniority},
    },
};

/// Prepares a posting with its places.
pub(super) fn prepare(
    knowledge: &Knowledge,
    rates: &Rates,
    posting: &StoredPosting,
    places: &[LocationRow],
) -> Posting {
    let min = posting.pay_min.or(posting.pay_max);
    let max = posting.pay_max.or(posting.pay_min);
    let pay = (min.zip(max))
        .zip(posting.pay_currency.as_deref().zip(posting.pay_period))
        .and_then(|((min, max), (currency, period))| pay(rates, (min, max), currency, period));
    let countries = places
        .iter()
        .filter_map(|place| place.country.as_deref().or(place.area.as_deref()));
    let source = PostingSource {
        title: &posting.title,
        text: &posting.description,
        language: posting.language.as_deref(),
        company: &posting.company_name,
        level: level(posting.seniority),
        pay,
        countries: countries.collect(),
        cities: places
            .iter()
            .filter_map(|place| place.city.as_deref())
            .collect(),
        mode: mode(posting.remote_mode),
        posted: chrono::NaiveDate::from_ymd_opt(
            posting.posted_at.year(),
            posting.posted_at.month(),
            posting.posted_at.day(),
        ),
    };
    Posting::read(&knowledge.taxonomy, &knowledge.dictionary, &source)
}

/// Pay per year, with the rate of its currency.
pub(super) fn pay(
    rates: &Rates,
    (min, max): (Amount, Amount),
    currency: &str,
    period: PayPeriod,
) -> Option<Pay> {
    let number = |amount: Amount| amount.to_number().as_f64();
    let (min, max) = (min.per_year(period)?, max.per_year(period)?);
    let rate = rates
        .to_euros(max, currency)
        .and_then(|euros| Some(number(euros)? / number(max).filter(|max| *max > 0.0)?));
    Some(Pay {
        min: number(min)?,
        max: number(max)?,
        currency: currency.to_owned(),
        rate,
    })
}

/// The level, if it is known.
pub(super) const fn level(seniority: Seniority) -> Option<Level> {
    match seniority {
        Seniority::Intern => Some(Level::Intern),
        Seniority::Junior => Some(Level::Junior),
        Seniority::Mid => Some(Level::Mid),
        Seniority::Senior => Some(Level::Senior),
        Seniority::Lead => Some(Level::Lead),
        Seniority::Executive => Some(Level::Executive),
        Seniority::Unknown => None,
    }
}

/// The mode of work, if it is known.
pub(super) const fn mode(mode: RemoteMode) -> Option<Mode> {
    match mode {
        RemoteMode::Onsite => Some(Mode::Onsite),
        RemoteMode::Hybrid => Some(Mode::Hybrid),
        RemoteMode::Remote => Some(Mode::Remote),
        RemoteMode::Unknown => None,
    }
}
