//! The order of what a résumé has, and what it may leave out.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Change, Operation, Reason, Tailor,
    model::{Bullet, Item, Resume, Section},
};
use crate::{
    fact::{Fact, FactKind},
    language::Language,
    quantity,
    questions::Outline,
    selection::{Rating, SHOWN_MIN},
    text::Text,
};

/// An item keeps at least so many statements.
const BULLETS_MIN: usize = 3;

/// What statements are worth for a posting, by their facts.
pub(super) struct Worth<'a> {
    by_fact: BTreeMap<&'a str, (&'a Rating, &'a Fact)>,
}

impl<'a> Worth<'a> {
    /// The worth of facts with these ratings.
    pub fn new(facts: &'a [Fact], ratings: &'a [Rating]) -> Self {
        let facts: BTreeMap<&str, &Fact> =
            facts.iter().map(|fact| (fact.id.as_str(), fact)).collect();
        let rated = ratings.iter().filter_map(|rating| {
            let fact = facts.get(rating.fact.as_str())?;
            Some((rating.fact.as_str(), (rating, *fact)))
        });
        Self {
            by_fact: rated.collect(),
        }
    }

    /// The requirements that a statement shows.
    fn shown(&self, bullet: &Bullet) -> &'a [String] {
        let found = self.by_fact.get(bullet.fact.as_str());
        found.map_or(&[], |(rating, _)| &rating.requirements)
    }

    /// True if it is printed and its fact is known.
    fn rates(&self, bullet: &Bullet) -> bool {
        !bullet.hidden && self.by_fact.contains_key(bullet.fact.as_str())
    }

    /// True if a statement has nothing to do with the posting, and is no result and has no number: those are what a résumé is read for.
    fn is_idle(&self, bullet: &Bullet) -> bool {
        self.by_fact
            .get(bullet.fact.as_str())
            .is_some_and(|(rating, fact)| {
                rating.requirements.is_empty()
                    && rating.relevance < f64::EPSILON
                    && !is_strong(&bullet.text)
                    && !is_strong(&fact.text)
            })
    }
}

/// The requirements that these statements show, each once.
fn shown_by<'b>(bullets: impl Iterator<Item = &'b Bullet>, worth: &Worth<'_>) -> Vec<String> {
    let all: BTreeSet<&String> = bullets.flat_map(|bullet| worth.shown(bullet)).collect();
    all.into_iter().cloned().collect()
}

/// Items without dates, in another order: those with dates stay in the order of time.
pub(super) fn of_section(section: &Section, worth: &Worth<'_>) -> Option<Change> {
    let mut items = section.items.iter();
    let dated = items.any(|item| !item.record.dates.is_empty());
    if dated {
        return None;
    }
    let shown = |item: &Item| {
        let printed = item
            .bullets
            .iter()
            .filter(|one| !item.hidden && !one.hidden);
        shown_by(printed, worth)
    };
    let mut sorted: Vec<&Item> = section.items.iter().collect();
    sorted.sort_by_key(|item| std::cmp::Reverse(shown(item).len()));
    let before: Vec<&String> = section.items.iter().map(|item| &item.id).collect();
    let requirements: BTreeSet<String> = sorted
        .iter()
        .enumerate()
        .filter(|(at, item)| is_moved_up(*at, &item.id, &before))
        .flat_map(|(_, item)| shown(item))
        .collect();
    let order: Vec<String> = sorted.iter().map(|item| item.id.clone()).collect();
    first(
        section.id.clone(),
        order,
        requirements.into_iter().collect(),
    )
}

/// The statements that show most, first; those that have nothing to do with the posting are hidden while enough others show what is asked. One that
/// is hidden, or whose fact is not known, stays where it is: nothing tells what it is worth.
pub(super) fn of_item(item: &Item, worth: &Worth<'_>) -> Vec<Change> {
    let mut rated: Vec<&Bullet> = item
        .bullets
        .iter()
        .filter(|bullet| worth.rates(bullet))
        .collect();
    rated.sort_by_key(|bullet| std::cmp::Reverse(worth.shown(bullet).len()));
    let mut next = rated.into_iter();
    let sorted: Vec<&Bullet> = item
        .bullets
        .iter()
        .filter_map(|bullet| {
            if worth.rates(bullet) {
                next.next()
            } else {
                Some(bullet)
            }
        })
        .collect();
    let before: Vec<&String> = item.bullets.iter().map(|bullet| &bullet.id).collect();
    let moved = sorted
        .iter()
        .enumerate()
        .filter(|(at, bullet)| is_moved_up(*at, &bullet.id, &before))
        .map(|(_, bullet)| *bullet);
    let requirements = shown_by(moved, worth);
    let order = sorted.iter().map(|bullet| bullet.id.clone()).collect();
    let mut changes: Vec<Change> = first(item.id.clone(), order, requirements)
        .into_iter()
        .collect();
    changes.extend(hidden(&sorted, worth));
    changes
}

fn hidden(sorted: &[&Bullet], worth: &Worth<'_>) -> Vec<Change> {
    let visible: Vec<&Bullet> = sorted.iter().copied().filter(|one| !one.hidden).collect();
    let others = shown_by(visible.iter().copied(), worth);
    if others.is_empty() {
        return Vec::new();
    }
    let spare = visible.len().saturating_sub(BULLETS_MIN);
    let idle = visible.iter().rev().filter(|bullet| worth.is_idle(bullet));
    let mut changes: Vec<Change> = idle
        .take(spare)
        .map(|bullet| {
            let id = bullet.id.clone();
            (
                Operation::HideItem { id },
                Reason::NotRelevant,
                others.clone(),
            )
        })
        .collect();
    changes.reverse();
    changes
}

fn is_moved_up(at: usize, id: &String, before: &[&String]) -> bool {
    before
        .iter()
        .position(|other| *other == id)
        .is_some_and(|old| old > at)
}

/// Another order, if something that shows a requirement comes before what it was behind.
fn first(parent: String, order: Vec<String>, requirements: Vec<String>) -> Option<Change> {
    (!requirements.is_empty()).then_some((
        Operation::ReorderItems { parent, order },
        Reason::ShowsRequirementFirst,
        requirements,
    ))
}

impl Tailor<'_> {
    /// The skills that the posting asks for and facts show, first.
    pub(super) fn skills(&self, resume: &Resume, supported: &[String]) -> Option<Change> {
        let taxonomy = self.knowledge.taxonomy;
        let shows = |name: &String| -> Vec<String> {
            let Some(have) = taxonomy.named_skill(name).map(taxonomy::Skill::id) else {
                return Vec::new();
            };
            let asked = self.posting.requirements.iter().filter(|one| {
                let close = one.skill.as_ref().map_or(0.0, |skill| {
                    taxonomy.closeness(skill.as_str(), have.as_str()).strength
                });
                close >= SHOWN_MIN && supported.contains(&one.id)
            });
            asked.map(|one| one.id.clone()).collect()
        };
        let mut order = resume.skills.clone();
        order.sort_by_key(|name| shows(name).is_empty());
        let requirements: Vec<String> = order.iter().flat_map(shows).collect();
        (order != resume.skills).then_some((
            Operation::ReorderSkills { order },
            Reason::ShowsRequirementFirst,
            requirements,
        ))
    }
}

/// True if a statement has a number or a result.
pub(super) fn is_strong(text: &str) -> bool {
    let result = Outline::of(&Fact::new("", FactKind::Achievement, text)).result;
    let counted = || {
        Language::ALL.iter().any(|language| {
            let words = language.words();
            let read = Text::read(text, |suffix| quantity::is_suffix(suffix, words));
            (0..read.tokens.len()).any(|at| quantity::number_at(&read, at, words).is_some())
        })
    };
    text.chars().any(char::is_numeric) || !result.is_empty() || counted()
}
