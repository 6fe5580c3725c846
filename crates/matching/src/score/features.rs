//! The features of text, years, salary and recency.

use super::{Evidence, Feature, Matcher};
use crate::prepared::{Pay, Posting};

/// A text with fewer words that count is too short to compare.
const TEXT_WORDS_MIN: u32 = 25;
/// The most words that the reason names.
const WORDS_NAMED_MAX: usize = 5;
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
    if !has_text(posting) || matcher.person.words.is_empty() {
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

/// True if the text is long enough to compare.
pub(super) const fn has_text(posting: &Posting) -> bool {
    posting.text_words >= TEXT_WORDS_MIN
}

/// BM25 of the profile's words in a posting.
pub(super) fn bm25(matcher: &Matcher<'_>, posting: &Posting) -> f64 {
    let length = f64::from(posting.words.total());
    let average = if matcher.corpus.length > 0.0 {
        matcher.corpus.length
    } else {
        length
    };
    let norm = K1 * (1.0 - B + B * length / average.max(1.0));
    let shared = posting.words.shared(&matcher.person.words);
    let sum: f64 = shared
        .map(|(word, count, _)| {
            let count = f64::from(count);
            matcher.corpus.word_idf(word) * count * (K1 + 1.0) / (count + norm)
        })
        .sum();
    // An empty sum is -0.0.
    sum + 0.0
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
        Feature::Text if known => shared_words(matcher, posting),
        Feature::Text => (
            "The posting or the profile has too few words to compare.".to_owned(),
            Vec::new(),
        ),
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
        Feature::Salary if known => (pays(matcher, posting).unwrap_or_default(), Vec::new()),
        Feature::Salary => (
            "The pay or the lowest that you take is not known.".to_owned(),
            Vec::new(),
        ),
        _ => {
            let text = age(matcher, posting).map_or_else(
                || "The day of publication is not known.".to_owned(),
                |days| match days {
                    0 => "Published today.".to_owned(),
                    1 => "Published yesterday.".to_owned(),
                    _ => format!("Published {days} days ago."),
                },
            );
            (text, Vec::new())
        }
    }
}

/// The shared words that say most, as the posting writes them.
fn shared_words(matcher: &Matcher<'_>, posting: &Posting) -> (String, Vec<Evidence>) {
    let has = |hash: u32| {
        let words = &matcher.person.words.0;
        words.binary_search_by_key(&hash, |(one, _)| *one).is_ok()
    };
    let mut shared: Vec<_> = posting
        .named
        .iter()
        .filter(|(hash, _)| has(*hash))
        .collect();
    shared.sort_by(|(one, _), (other, _)| {
        let idf = |hash: &u32| matcher.corpus.word_idf(*hash);
        idf(other).total_cmp(&idf(one))
    });
    shared.dedup_by_key(|(hash, _)| *hash);
    shared.truncate(WORDS_NAMED_MAX);
    if shared.is_empty() {
        let text = "Hardly any word of the profile is in the posting.".to_owned();
        return (text, Vec::new());
    }
    let words: Vec<&str> = shared
        .iter()
        .map(|(_, quote)| quote.text.as_str())
        .collect();
    let evidence = shared.iter().map(|(_, quote)| Evidence::posting(quote));
    (
        format!(
            "Words of the profile in the posting, such as {}.",
            words.join(", ")
        ),
        evidence.collect(),
    )
}

/// The advertised pay and the lowest that the person takes, in words.
pub(super) fn pays(matcher: &Matcher<'_>, posting: &Posting) -> Option<String> {
    let (floor, pay) = (
        matcher.person.preferences.pay_floor.as_ref()?,
        posting.pay.as_ref()?,
    );
    let (min, max) = pay.range_in(floor)?;
    let converted = if pay.currency == floor.currency {
        String::new()
    } else {
        format!(" (about {} {})", range(min, max), floor.currency)
    };
    Some(format!(
        "The advertised pay is {} {} a year{converted}; the lowest that you take is {}.",
        range(pay.min, pay.max),
        pay.currency,
        floor_words(floor),
    ))
}

/// The lowest pay in words.
pub(crate) fn floor_words(floor: &Pay) -> String {
    format!("{} {}", amount(floor.min), floor.currency)
}

fn range(min: f64, max: f64) -> String {
    if max > min {
        format!("{} to {}", amount(min), amount(max))
    } else {
        amount(min)
    }
}

/// "75,000".
pub(crate) fn amount(value: f64) -> String {
    let digits = format!("{:.0}", value.max(0.0));
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
