//! Chooses the facts that a text for a posting may use: those that show what the posting asks for, of several employers if possible, then
//! those that have words in common with it. The same facts and the same posting give the same choice.

mod support;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

pub(crate) use self::support::SHOWN_MIN;
use self::support::{Asked, Read, count};
use crate::{
    fact::{Fact, FactKind},
    knowledge::Knowledge,
    language::Language,
    posting::Posting,
};

/// The maximum number of facts of a choice.
pub const FACTS_MAX: usize = 24;
/// The number of requirements that facts must show, unless the posting has fewer.
pub const SUPPORTED_MIN: usize = 2;

/// What a second fact adds for a requirement that has one.
const REPEATED: f64 = 0.3;
const WISH: f64 = 0.5;
const NEW_ORGANISATION: f64 = 0.12;
const WITH_NUMBER: f64 = 0.05;
const RELEVANCE: f64 = 0.35;

/// A fact that was chosen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    /// Its id.
    pub fact: String,
    /// The ids of the requirements that it shows.
    pub requirements: Vec<String>,
}

/// The facts that were chosen, the best first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Selection {
    /// The facts.
    pub choices: Vec<Choice>,
    /// The ids of the requirements that they show.
    pub supported: Vec<String>,
    /// The ids of the requirements that no fact shows.
    pub missing: Vec<String>,
}

/// There is too little evidence for a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Insufficient {
    /// The ids of the requirements that facts show: fewer than [`SUPPORTED_MIN`].
    pub supported: Vec<String>,
    /// The ids of the requirements that no fact shows.
    pub missing: Vec<String>,
}

/// What a fact is worth for a posting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rating {
    /// The id of the fact.
    pub fact: String,
    /// The ids of the requirements that it shows.
    pub requirements: Vec<String>,
    /// Words that it has in common with the posting, from 0 to 1.
    pub relevance: f64,
}

/// What each fact is worth for a posting, in the order of the facts.
#[must_use]
pub fn rate(
    knowledge: &Knowledge<'_>,
    facts: &[Fact],
    posting: &Posting,
    language: &Language,
) -> Vec<Rating> {
    let asked = asked(knowledge, posting, language);
    let rows = rows(knowledge, facts, posting, &asked, language).into_iter();
    rows.map(|row| Rating {
        fact: row.fact.id.clone(),
        requirements: row.shown(&asked),
        relevance: row.relevance,
    })
    .collect()
}

/// The ids of the requirements that are either shown by facts with these ratings or missing. "5+ years of experience" is a matter of dates: it is
/// judged only if a fact says so.
#[must_use]
pub fn judged(
    knowledge: &Knowledge<'_>,
    posting: &Posting,
    language: &Language,
    ratings: &[Rating],
) -> Vec<String> {
    let all = asked(knowledge, posting, language).into_iter();
    let is_shown = |id: &String| {
        let mut ratings = ratings.iter();
        ratings.any(|rating| rating.requirements.contains(id))
    };
    all.filter(|one| !one.is_matter_of_dates() || is_shown(&one.requirement.id))
        .map(|one| one.requirement.id.clone())
        .collect()
}

/// Chooses facts for a posting. A posting that asks for less than [`SUPPORTED_MIN`] things that facts could show gets the most relevant ones.
pub fn select(
    knowledge: &Knowledge<'_>,
    facts: &[Fact],
    posting: &Posting,
    language: &Language,
) -> Result<Selection, Insufficient> {
    let asked = asked(knowledge, posting, language);
    let mut rows = rows(knowledge, facts, posting, &asked, language);
    let shown = |index: usize| rows.iter().any(|row| row.shows(index));
    let (supported, missing): (Vec<_>, Vec<_>) = asked
        .iter()
        .enumerate()
        .filter(|(index, one)| shown(*index) || !one.is_matter_of_dates())
        .partition(|(index, _)| shown(*index));
    let ids = |part: Vec<(usize, &Asked<'_>)>| -> Vec<String> {
        part.into_iter()
            .map(|(_, one)| one.requirement.id.clone())
            .collect()
    };
    let (supported, missing) = (ids(supported), ids(missing));
    let needed = if supported.len() + missing.len() < SUPPORTED_MIN {
        0
    } else {
        SUPPORTED_MIN
    };
    if supported.len() < needed || rows.is_empty() {
        return Err(Insufficient { supported, missing });
    }
    Ok(Selection {
        choices: choose(&mut rows, &asked),
        supported,
        missing,
    })
}

fn asked<'a>(
    knowledge: &Knowledge<'_>,
    posting: &'a Posting,
    language: &Language,
) -> Vec<Asked<'a>> {
    let all = posting
        .requirements
        .iter()
        .map(|requirement| Asked::new(requirement, knowledge, language));
    all.filter(Asked::can_be_shown).collect()
}

fn rows<'a>(
    knowledge: &Knowledge<'_>,
    facts: &'a [Fact],
    posting: &Posting,
    asked: &[Asked<'_>],
    language: &Language,
) -> Vec<Row<'a>> {
    let wanted = posting_stems(posting, language);
    let usable = facts
        .iter()
        .filter(|fact| fact.kind != FactKind::Preference && !fact.text.trim().is_empty());
    usable
        .map(|fact| {
            let read = Read::new(knowledge, fact, language);
            Row {
                fact,
                strengths: asked
                    .iter()
                    .map(|one| one.strength(knowledge.taxonomy, &read))
                    .collect(),
                relevance: relevance(&wanted, &read),
            }
        })
        .collect()
}

struct Row<'a> {
    fact: &'a Fact,
    /// By the index of the requirement.
    strengths: Vec<f64>,
    relevance: f64,
}

impl Row<'_> {
    fn shown(&self, asked: &[Asked<'_>]) -> Vec<String> {
        let shown = asked
            .iter()
            .enumerate()
            .filter(|(index, _)| self.shows(*index));
        shown.map(|(_, one)| one.requirement.id.clone()).collect()
    }

    fn shows(&self, index: usize) -> bool {
        self.strengths
            .get(index)
            .is_some_and(|strength| *strength >= SHOWN_MIN)
    }

    fn gain(
        &self,
        asked: &[Asked<'_>],
        covered: &BTreeMap<usize, u32>,
        organisations: &BTreeSet<String>,
    ) -> f64 {
        let by_requirement =
            asked
                .iter()
                .zip(&self.strengths)
                .enumerate()
                .map(|(index, (asked, strength))| {
                    let need = if asked.requirement.required {
                        1.0
                    } else {
                        WISH
                    };
                    let times = covered.get(&index).copied().unwrap_or_default();
                    need * strength * REPEATED.powi(i32::try_from(times).unwrap_or(i32::MAX))
                });
        let new = self
            .fact
            .organisation
            .as_ref()
            .is_some_and(|name| !organisations.contains(name));
        let statement = matches!(
            self.fact.kind,
            FactKind::Achievement | FactKind::Project | FactKind::Volunteering
        );
        let number = statement && self.fact.text.chars().any(char::is_numeric);
        by_requirement.sum::<f64>()
            + RELEVANCE * self.relevance
            + if new && statement {
                NEW_ORGANISATION
            } else {
                0.0
            }
            + if number { WITH_NUMBER } else { 0.0 }
    }
}

fn choose(rows: &mut Vec<Row<'_>>, asked: &[Asked<'_>]) -> Vec<Choice> {
    let mut covered: BTreeMap<usize, u32> = BTreeMap::new();
    let mut organisations = BTreeSet::new();
    let mut choices = Vec::new();
    while choices.len() < FACTS_MAX && !rows.is_empty() {
        let best = rows.iter().enumerate().max_by(|(_, one), (_, other)| {
            let gains = one
                .gain(asked, &covered, &organisations)
                .total_cmp(&other.gain(asked, &covered, &organisations));
            gains
                .then_with(|| recent(one.fact).cmp(&recent(other.fact)))
                .then_with(|| other.fact.id.cmp(&one.fact.id))
        });
        let Some(index) = best.map(|(index, _)| index) else {
            break;
        };
        let row = rows.remove(index);
        let mut requirements = Vec::new();
        for (at, one) in asked.iter().enumerate() {
            if row.shows(at) {
                *covered.entry(at).or_default() += 1;
                requirements.push(one.requirement.id.clone());
            }
        }
        organisations.extend(row.fact.organisation.clone());
        choices.push(Choice {
            fact: row.fact.id.clone(),
            requirements,
        });
    }
    choices
}

/// What is current is after everything else.
fn recent(
    fact: &Fact,
) -> (
    bool,
    Option<crate::fact::PartialDate>,
    Option<crate::fact::PartialDate>,
) {
    (fact.current, fact.to, fact.from)
}

fn posting_stems(posting: &Posting, language: &Language) -> BTreeSet<String> {
    let mut all = support::stems(&posting.title, language);
    for requirement in &posting.requirements {
        all.extend(support::stems(&requirement.text, language));
    }
    all
}

fn relevance(wanted: &BTreeSet<String>, read: &Read<'_>) -> f64 {
    let shared = count(wanted.intersection(&read.stems).count());
    shared / (shared + 2.0)
}

#[cfg(test)]
mod tests;
