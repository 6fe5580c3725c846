//! What a fix is worth: saved postings are scored again with the fix applied.

use chrono::NaiveDate;
use taxonomy::Taxonomy;

use super::Fix;
use crate::{
    corpus::Corpus,
    prepared::{Person, Posting},
    score::Matcher,
};

/// The person with a fix applied; none if it changes nothing that a score reads.
#[must_use]
pub fn with_fix(person: &Person, fix: &Fix) -> Option<Person> {
    let mut fixed = person.clone();
    match fix {
        Fix::ListSkill { skill, .. } => {
            if let Err(position) = fixed.listed.binary_search(skill) {
                fixed.listed.insert(position, skill.clone());
            }
        }
        Fix::LinkSkill { fact_id, skill, .. } => {
            let fact = fixed.facts.iter_mut().find(|fact| fact.id == *fact_id)?;
            if !fact.skills.contains(skill) {
                fact.skills.push(skill.clone());
                fact.skills.sort_unstable();
            }
        }
        Fix::RemoveItem { .. } | Fix::SecureLink { .. } => return None,
    }
    (fixed != *person).then_some(fixed)
}

/// The mean rise of the scores of saved postings; none without postings or if the fix changes no score.
#[must_use]
pub fn expected_gain(
    taxonomy: &Taxonomy,
    corpus: &Corpus,
    person: &Person,
    saved: &[Posting],
    today: NaiveDate,
    fix: &Fix,
) -> Option<f64> {
    let fixed = with_fix(person, fix)?;
    let (now, then) = (
        Matcher::new(taxonomy, corpus, person, today),
        Matcher::new(taxonomy, corpus, &fixed, today),
    );
    let count = u32::try_from(saved.len()).ok().filter(|count| *count > 0)?;
    let sum: f64 = saved
        .iter()
        .map(|posting| then.rate(posting) - now.rate(posting))
        .sum();
    let mean = sum / f64::from(count);
    (mean.abs() > 1e-9).then_some(mean)
}
