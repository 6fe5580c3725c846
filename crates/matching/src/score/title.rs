//! The feature of the title: the best of the current title and the one that is looked for.

use super::{Evidence, Matcher, Target};
use crate::{
    prepared::{Posting, Quote, Span},
    terms::Terms,
};

/// Where the squashed sum is a half, before it is stretched to 1.
const HALF: f64 = 0.35;
/// Makes two equal titles 1: their sum is 2.
const STRETCH: f64 = 1.0 + HALF / 2.0;

/// How well a title fits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TitleFit<'a> {
    pub value: f64,
    /// The title of the person.
    pub title: &'a str,
}

/// The cosine of n-grams plus the closeness of the jobs, squashed: that of the taxonomy, or the cosine of the occupations that both are close to.
pub(super) fn fit<'a>(
    matcher: &Matcher<'a>,
    posting: &Posting,
    target: Target,
) -> Option<TitleFit<'a>> {
    if posting.title_grams.is_empty() {
        return None;
    }
    let person = matcher.person;
    let target = target.and_then(|index| person.targets.get(index));
    let target = target.map(|one| Own {
        title: &one.title,
        grams: &one.grams,
        profile: &one.profile,
        id: one.title_id.as_deref(),
    });
    let current = person.employments.first().map(|one| Own {
        title: &one.title,
        grams: &one.grams,
        profile: &one.profile,
        id: one.title_id.as_deref(),
    });
    target
        .into_iter()
        .chain(current)
        .filter(|own| !own.grams.is_empty())
        .map(|own| TitleFit {
            value: value(matcher, posting, &own),
            title: own.title,
        })
        .reduce(|best, one| if one.value > best.value { one } else { best })
}

/// A title of the person.
struct Own<'a> {
    title: &'a str,
    grams: &'a Terms,
    profile: &'a Terms,
    id: Option<&'a str>,
}

fn value(matcher: &Matcher<'_>, posting: &Posting, own: &Own<'_>) -> f64 {
    let cosine = posting
        .title_grams
        .cosine(own.grams, |gram| matcher.corpus.gram_idf(gram));
    let alike = posting.title_profile.product(own.profile);
    let known = match (posting.title_id.as_deref(), own.id) {
        (Some(one), Some(other)) => matcher.taxonomy.title_closeness(one, other),
        _ => 0.0,
    };
    squashed(cosine + known.max(alike))
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
