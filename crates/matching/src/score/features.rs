//! The features of text, years, salary and recency.

use super::{Evidence, Feature, Matcher};
use crate::prepared::Posting;

/// The saturation of BM25.
const K1: f64 = 1.2;
/// How much BM25 normalises by length.
const B: f64 = 0.75;
/// Without a scale of the person, so much of the posting's words counts as a half.
const SCALE_SHARE: f64 = 0.15;
/// What each missing year takes.
const YEAR_MISSING: f64 = 0.15;
/// What each year above the range takes.
const YEAR_EXTRA: f64 = 0.05;
/// The lowest value of years.
const YEARS_FLOOR: f64 = 0.2;
/// From this closeness a title counts for the years that are asked for.
const TITLE_FITS_MIN: f64 = 0.4;
/// After so many days a posting is worth half.
const HALF_LIFE_DAYS: f64 = 21.0;

/// The features that do not depend on a target.
#[derive(Clone, Debug)]
pub(crate) struct Common {
    pub text: Option<f64>,
    pub years: Option<YearsFit>,
    pub salary: Option<f64>,
    pub recency: Option<f64>,
}

/// The years of the person, and what they are worth.
#[derive(Clone, Copy, Debug)]
pub(crate) struct YearsFit {
    pub has: f64,
    pub value: f64,
}

pub(super) fn read(matcher: &Matcher<'_>, posting: &Posting) -> Common {
    Common {
        text: text(matcher, posting),
        years: years(matcher, posting),
        salary: salary(matcher, posting),
        recency: recency(matcher, posting),
    }
}

/// BM25 of the profile's words in the posting, squashed.
fn text(matcher: &Matcher<'_>, posting: &Posting) -> Option<f64> {
    if posting.words.is_empty() || matcher.person.words.is_empty() {
        return None;
    }
    let bm25 = bm25(matcher, posting);
    let scale = matcher.person.text_scale.unwrap_or_else(|| {
        let words = posting.words.0.iter();
        SCALE_SHARE
            * words
                .map(|(word, _)| matcher.corpus.word_idf(*word))
                .sum::<f64>()
    });
    Some(bm25 / (bm25 + scale.max(f64::MIN_POSITIVE)))
}

/// BM25 of the profile's words in a posting.
pub(crate) fn bm25(matcher: &Matcher<'_>, posting: &Posting) -> f64 {
    let length = f64::from(posting.words.total());
    let average = if matcher.corpus.length > 0.0 {
        matcher.corpus.length
    } else {
        length
    };
    let norm = K1 * (1.0 - B + B * length / average.max(1.0));
    let shared = posting.words.shared(&matcher.person.words);
    shared
        .map(|(word, count, _)| {
            let count = f64::from(count);
            matcher.corpus.word_idf(word) * count * (K1 + 1.0) / (count + norm)
        })
        .sum()
}

/// Years with titles close to that of the posting, if the taxonomy knows both; else years in total.
fn years(matcher: &Matcher<'_>, posting: &Posting) -> Option<YearsFit> {
    let (asked, _) = posting.years.as_ref()?;
    let total = matcher.person.years(matcher.today)?;
    let has = posting.title_id.as_deref().and_then(|wanted| {
        let known = matcher
            .person
            .employments
            .iter()
            .all(|one| one.title_id.is_some());
        let close = |id: &str| matcher.taxonomy.title_closeness(wanted, id) >= TITLE_FITS_MIN;
        let fits = matcher.person.years_where(matcher.today, |one| {
            one.title_id.as_deref().is_some_and(close)
        });
        if known {
            Some(fits.unwrap_or(0.0))
        } else {
            None
        }
    });
    let has = has.unwrap_or(total);
    let missing = (f64::from(asked.min) - has).max(0.0);
    let extra = asked.max.map_or(0.0, |max| (has - f64::from(max)).max(0.0));
    let value = (1.0 - YEAR_MISSING * missing - YEAR_EXTRA * extra).max(YEARS_FLOOR);
    Some(YearsFit { has, value })
}

/// The share of the advertised range that is not below the floor.
fn salary(matcher: &Matcher<'_>, posting: &Posting) -> Option<f64> {
    let floor = matcher.person.preferences.pay_floor.as_ref()?;
    let (min, max) = posting.pay.as_ref()?.range_in(floor)?;
    if max <= min {
        return Some(if max >= floor.min { 1.0 } else { 0.0 });
    }
    Some(((max - floor.min.max(min)) / (max - min)).clamp(0.0, 1.0))
}

fn recency(matcher: &Matcher<'_>, posting: &Posting) -> Option<f64> {
    let days = age(matcher, posting)?;
    Some((-f64::from(days) / HALF_LIFE_DAYS).exp2())
}

fn age(matcher: &Matcher<'_>, posting: &Posting) -> Option<u32> {
    let days = matcher
        .today
        .signed_duration_since(posting.posted?)
        .num_days();
    u32::try_from(days.max(0)).ok()
}

/// The reason in words, and what it rests on.
pub(super) fn words(
    matcher: &Matcher<'_>,
    posting: &Posting,
    feature: Feature,
    value: Option<f64>,
) -> (String, Vec<Evidence>) {
    let known = value.is_some();
    match feature {
        Feature::Text if known => (
            "Words of the profile in the posting.".to_owned(),
            Vec::new(),
        ),
        Feature::Text => ("There are no words to compare.".to_owned(), Vec::new()),
        Feature::Years => {
            let Some((asked, quote)) = posting.years.as_ref() else {
                return (
                    "The posting asks for no number of years.".to_owned(),
                    Vec::new(),
                );
            };
            let range = asked.max.map_or_else(
                || format!("{} or more", asked.min),
                |max| format!("{} to {max}", asked.min),
            );
            let text = years(matcher, posting).map_or_else(
                || format!("{range} years are asked for; the profile has no dates."),
                |fit| {
                    format!(
                        "{range} years are asked for; the profile has {:.1}.",
                        fit.has
                    )
                },
            );
            (text, vec![Evidence::posting(quote)])
        }
        Feature::Salary if known => (
            "The advertised pay against the lowest that you take.".to_owned(),
            Vec::new(),
        ),
        Feature::Salary => (
            "The pay or the lowest that you take is not known.".to_owned(),
            Vec::new(),
        ),
        _ => {
            let text = age(matcher, posting).map_or_else(
                || "The day of publication is not known.".to_owned(),
                |days| format!("Published {days} days ago."),
            );
            (text, Vec::new())
        }
    }
}
