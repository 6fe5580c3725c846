//! The feature of the title: that of the posting, against one that is looked for or the current one.

use super::{Aim, Evidence, Matcher};
use crate::{
    prepared::{Posting, Quote, Span},
    terms::Terms,
};

/// Where the squashed sum is a half of the largest value, before it is stretched to 1.
const HALF: f64 = 1.0;
/// Makes two equal titles 1: their sum is 2.
const STRETCH: f64 = 1.0 + HALF / 2.0;
/// The sum of two titles of one job that have no letters in common, such as those of two languages.
const SAME_JOB: f64 = 1.25;
/// What likeness counts if a part of one of the titles is a job that is not close to the other.
const UNRELATED: f64 = 0.5;
/// Of two jobs that are known, the likeness of the letters counts so much at most, and as much as the jobs are close.
const LETTERS_MAX: f64 = 0.1;

/// How well a title fits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TitleFit<'a> {
    pub value: f64,
    /// The title of the person.
    pub title: &'a str,
}

/// The title that is compared: that of the target, or the current one.
pub(super) fn fit<'a>(matcher: &Matcher<'a>, posting: &Posting, aim: Aim) -> Option<TitleFit<'a>> {
    if posting.title_grams.is_empty() {
        return None;
    }
    let own = own(matcher, aim)?;
    let value = if own.grams.is_empty() {
        // A title without letters is like none.
        0.0
    } else {
        value(matcher, posting, &own)
    };
    Some(TitleFit {
        value,
        title: own.title,
    })
}

fn own<'a>(matcher: &Matcher<'a>, aim: Aim) -> Option<Own<'a>> {
    let person = matcher.person;
    match aim.target {
        Some(index) if !aim.is_current => person.targets.get(index).map(|one| Own {
            title: &one.title,
            grams: &one.grams,
            profile: &one.profile,
            id: one.title_id.as_deref(),
            is_named: one.title_is_named,
        }),
        _ => {
            let current = person.employments.first();
            current.filter(|one| !one.grams.is_empty()).map(|one| Own {
                title: &one.title,
                grams: &one.grams,
                profile: &one.profile,
                id: one.title_id.as_deref(),
                is_named: one.title_is_named,
            })
        }
    }
}

/// A title of the person.
struct Own<'a> {
    title: &'a str,
    grams: &'a Terms,
    profile: &'a Terms,
    id: Option<&'a str>,
    is_named: bool,
}

/// The cosine of n-grams plus the closeness of the jobs, squashed: that of the taxonomy, or the cosine of the occupations that both are close to.
fn value(matcher: &Matcher<'_>, posting: &Posting, own: &Own<'_>) -> f64 {
    let cosine = posting
        .title_grams
        .cosine(own.grams, |gram| matcher.corpus.gram_idf(gram));
    let alike = posting.title_profile.product(own.profile);
    let known = match (posting.title_id.as_deref(), own.id) {
        (Some(one), Some(other)) => matcher.taxonomy.title_closeness(one, other),
        _ => return squashed(cosine + alike),
    };
    let are_named = posting.title_is_named && own.is_named;
    squashed(match (are_named, known) {
        (true, 1.0..) => SAME_JOB + (2.0 - SAME_JOB) * cosine,
        // What the titles of two jobs share in letters says little.
        (true, _) => known + cosine.min(known + LETTERS_MAX),
        (false, 0.0) => UNRELATED * (cosine + alike),
        (false, _) => cosine + known.max(alike),
    })
}

pub(crate) fn squashed(sum: f64) -> f64 {
    (STRETCH * sum / (sum + HALF)).clamp(0.0, 1.0)
}

/// The reason in words, and what it rests on.
pub(super) fn words(posting: &Posting, fit: Option<&TitleFit<'_>>) -> (String, Vec<Evidence>) {
    let Some(fit) = fit else {
        return (
            "The profile has no title to compare.".to_owned(),
            Vec::new(),
        );
    };
    let text = format!("\"{}\" against \"{}\".", posting.title, fit.title);
    let quote = Quote {
        span: Span::title(0..posting.title.len()),
        text: posting.title.clone(),
    };
    let evidence = vec![
        Evidence::posting(&quote),
        Evidence::profile(None, fit.title),
    ];
    (text, evidence)
}
