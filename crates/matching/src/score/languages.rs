//! Languages that a posting requires, and that the person does not speak or not well enough. Nothing is lacking where the person lists no language:
//! then it is not known what they speak.

use super::Matcher;
use crate::{
    extraction::{Cefr, language_name},
    prepared::{Demand, LanguageDemand, Posting},
};

/// What a language counts that the person does not list.
const NOT_LISTED: f64 = 0.5;
/// What a language counts that the person speaks less well than is asked for.
const TOO_LOW: f64 = 0.7;
/// From so many levels below a language is too low. One level costs in the feature of skills only.
const STEPS_MIN: usize = 2;
/// From this strength an alternative is met.
const MET_MIN: f64 = 0.7;

/// A language that is required and lacking.
pub(crate) struct Lacking<'a> {
    pub demand: &'a LanguageDemand,
    /// The skill of the taxonomy that it is.
    pub skill: Option<&'a str>,
    /// The level of the person; none if the language is not listed.
    has: Option<Cefr>,
    /// What the score is multiplied by.
    pub factor: f64,
}

/// The languages that are lacking, in the order of the posting; of alternatives the first, if none of them is met.
pub(crate) fn lacking<'a>(matcher: &Matcher<'a>, posting: &'a Posting) -> Vec<Lacking<'a>> {
    if matcher.person.languages.is_empty() {
        return Vec::new();
    }
    let required = posting.languages.iter().filter(|demand| demand.required);
    let mut found: Vec<Lacking<'a>> = Vec::new();
    for one in required.filter_map(|demand| lack(matcher, demand)) {
        let others = alternatives(posting, one.skill);
        let is_met = |demand: &&Demand| matcher.strength_of(&demand.skill) >= MET_MIN;
        let is_named = |demand: &&Demand| {
            let mut named = found.iter();
            named.any(|other| other.skill == Some(demand.skill.as_str()))
        };
        if !others
            .iter()
            .any(|demand| is_met(demand) || is_named(demand))
        {
            found.push(one);
        }
    }
    found
}

/// What the score is multiplied by if one of the languages is lacking: the lowest factor counts.
pub(crate) fn factor<'l, 'a: 'l>(all: impl Iterator<Item = &'l Lacking<'a>>) -> Option<f64> {
    all.map(|one| one.factor).reduce(f64::min)
}

fn lack<'a>(matcher: &Matcher<'a>, demand: &'a LanguageDemand) -> Option<Lacking<'a>> {
    let person = matcher.person;
    let mut spoken = person.languages.iter();
    let (has, factor) = match spoken.find(|one| one.code == demand.code) {
        Some(own) => {
            let (has, asked) = (own.level?, demand.level?);
            let steps = (asked as usize).saturating_sub(has as usize);
            (steps >= STEPS_MIN).then_some((Some(has), TOO_LOW))?
        }
        // Whoever writes a profile in a language can do so at work.
        None if person.written.as_deref() == Some(demand.code.as_str()) => return None,
        None => (None, NOT_LISTED),
    };
    let skill = language_name(&demand.code).and_then(|name| matcher.taxonomy.named_skill(name));
    Some(Lacking {
        demand,
        skill: skill.map(|skill| skill.id().as_str()),
        has,
        factor,
    })
}

/// What the posting asks for instead of a language.
fn alternatives<'p>(posting: &'p Posting, skill: Option<&str>) -> Vec<&'p Demand> {
    let own = |demand: &&Demand| Some(demand.skill.as_str()) == skill;
    let Some(group) = posting.skills.iter().find(own).and_then(|one| one.group) else {
        return Vec::new();
    };
    let all = posting.skills.iter();
    all.filter(|demand| demand.group == Some(group) && !own(demand))
        .collect()
}

/// "German (B2)".
fn asked(demand: &LanguageDemand) -> String {
    let name = language_name(&demand.code).unwrap_or(&demand.code);
    demand.level.map_or_else(
        || name.to_owned(),
        |level| format!("{name} ({})", level_name(level)),
    )
}

const fn level_name(level: Cefr) -> &'static str {
    match level {
        Cefr::A1 => "A1",
        Cefr::A2 => "A2",
        Cefr::B1 => "B1",
        Cefr::B2 => "B2",
        Cefr::C1 => "C1",
        Cefr::C2 => "C2",
        Cefr::Native => "as a first language",
    }
}

/// The cause in words.
pub(super) fn cause(lacking: &[Lacking<'_>]) -> String {
    let all = lacking.iter().map(|one| {
        let asked = asked(one.demand);
        one.has.map_or_else(
            || format!("{asked} is required, and your languages do not have it."),
            |has| format!("{asked} is required; yours is {}.", level_name(has)),
        )
    });
    all.collect::<Vec<_>>().join(" ")
}

/// What would have to change.
pub(super) fn advice(lacking: &[Lacking<'_>]) -> String {
    let all: Vec<String> = lacking.iter().map(|one| asked(one.demand)).collect();
    format!("If you spoke {}.", all.join(" and "))
}
