//! The plan of a letter: what each sentence says and cites, before its phrase is chosen.

mod evidence;
mod motivation;
mod opening;

use self::{
    evidence::{Told, evidence, statement, told},
    motivation::motivation,
    opening::{closing, newest_role, opening, role_slot, text_is_title},
};
use super::{Composer, phrases::Slots, random::Random, record};
use crate::{
    fact::{Fact, FactKind},
    selection::Selection,
    sentence::{Paragraph, SentenceKind},
};

/// Groups of phrases with the values of their slots.
#[derive(Clone, Debug)]
pub(super) struct Choices {
    /// The name of the group.
    pub group: String,
    /// The values of the slots.
    pub slots: Slots,
    /// The requirements that a sentence of this group cites.
    pub requirements: Vec<String>,
    /// True if phrases for short statements suit.
    pub brief: bool,
    /// 0 for the best.
    pub rank: usize,
}

impl Choices {
    /// Choices without requirements.
    pub fn of(group: &str, slots: Slots, rank: usize) -> Self {
        Self {
            group: group.to_owned(),
            slots,
            requirements: Vec::new(),
            brief: true,
            rank,
        }
    }
}

/// A sentence to be written.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    /// Its paragraph.
    pub paragraph: Paragraph,
    /// Its kind.
    pub kind: SentenceKind,
    /// The facts that it cites.
    pub facts: Vec<String>,
    /// The groups that it may come from.
    pub options: Vec<Choices>,
    /// True if a paragraph begins with it.
    pub begins: bool,
    /// True if it keeps the case of its first letter, because a comma is before it.
    pub follows_greeting: bool,
}

impl Slot {
    /// A sentence about facts.
    pub fn claim(paragraph: Paragraph, facts: Vec<String>, options: Vec<Choices>) -> Self {
        Self {
            paragraph,
            kind: SentenceKind::Claim,
            facts,
            options,
            begins: false,
            follows_greeting: false,
        }
    }

    /// A sentence without facts.
    pub fn other(paragraph: Paragraph, kind: SentenceKind, options: Vec<Choices>) -> Self {
        Self {
            kind,
            ..Self::claim(paragraph, Vec::new(), options)
        }
    }
}

/// How a letter is built, by its seed: letters of one person are not all alike.
struct Shape {
    /// The role is before the application.
    role_first: bool,
    /// What the posting asks for is said before the evidence.
    with_demand: bool,
    /// Why the person applies is said before the evidence.
    motivation_first: bool,
}

impl Shape {
    fn of(seed: u64) -> Self {
        Self {
            role_first: is_one_in(3, seed, "role first"),
            with_demand: !is_one_in(3, seed, "without demand"),
            motivation_first: is_one_in(4, seed, "motivation first"),
        }
    }
}

/// True for one of so many seeds.
fn is_one_in(count: u64, seed: u64, name: &str) -> bool {
    Random::of(seed, name).below(count) == 0
}

/// The role before the application, if both are there.
fn with_role_first(opening: &mut [Slot]) {
    if let [apply, role] = opening {
        std::mem::swap(apply, role);
        for (one, is_first) in [(apply, true), (role, false)] {
            (one.begins, one.follows_greeting) = (is_first, is_first);
        }
    }
}

/// The sentences to be written.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    /// In order.
    pub slots: Vec<Slot>,
}

impl Plan {
    /// The plan of a letter.
    pub fn new(composer: &Composer<'_>, selection: &Selection) -> Self {
        let shape = Shape::of(composer.options.seed);
        let mut slots = opening(composer);
        let opened = slots
            .iter()
            .filter_map(|slot| slot.facts.first())
            .find_map(|id| composer.fact(id));
        if shape.role_first {
            with_role_first(&mut slots);
        }
        let told = told(composer, selection);
        let mut work = Vec::new();
        let demanded = evidence(composer, &told, opened, shape.with_demand, &mut work);
        let texts: Vec<&str> = told.iter().map(|one| one.fact.text.as_str()).collect();
        let further = record::slots(composer, selection, &texts, opened);
        let separate = told.len() >= 3 && further.len() >= 2;
        work.extend(further.into_iter().enumerate().map(|(index, slot)| Slot {
            begins: index == 0 && (separate || told.is_empty()),
            ..slot
        }));
        let why = motivation(composer, selection, &demanded);
        if shape.motivation_first {
            slots.extend(why);
            slots.extend(work);
        } else {
            slots.extend(work);
            slots.extend(why);
        }
        let mut last = closing(composer);
        // The thanks come before the offer to talk.
        if is_one_in(3, composer.options.seed, "thanks first") && last.len() > 1 {
            last.reverse();
            for (index, slot) in last.iter_mut().enumerate() {
                slot.begins = index == 0;
            }
        }
        slots.extend(last);
        Self { slots }
    }

    /// The plan of a summary: the newest role, and what these facts say.
    pub fn summary(composer: &Composer<'_>, facts: &[String]) -> Self {
        let role = newest_role(composer).and_then(|fact| Some((fact, role_slot(composer, fact)?)));
        let facts: Vec<&Fact> = facts.iter().filter_map(|id| composer.fact(id)).collect();
        Self {
            slots: evidence::summary(composer, &facts, role),
        }
    }

    /// The plan of the sentence about the newest role.
    pub fn role(composer: &Composer<'_>) -> Option<Slot> {
        newest_role(composer).and_then(|fact| role_slot(composer, fact))
    }

    /// The plan of one sentence for facts.
    pub fn slot_for(
        composer: &Composer<'_>,
        facts: &[String],
        paragraph: Paragraph,
    ) -> Option<Slot> {
        let Some(id) = facts.first() else {
            return match paragraph {
                Paragraph::Opening => opening(composer).into_iter().next(),
                Paragraph::Closing => closing(composer).into_iter().next(),
                Paragraph::Motivation => motivation(composer, &Selection::default(), &[])
                    .into_iter()
                    .next(),
                Paragraph::Evidence => None,
            };
        };
        let fact = composer.fact(id)?;
        let mut slot = match fact.kind {
            FactKind::Role if text_is_title(fact) => role_slot(composer, fact)?,
            FactKind::Role | FactKind::Achievement | FactKind::Project | FactKind::Volunteering => {
                let realised = composer.voice.realise(fact, composer.knowledge.taxonomy)?;
                let told = Told {
                    fact,
                    realised,
                    requirements: Vec::new(),
                };
                statement(composer, &told, &["first", "alone", "bare"])
            }
            _ => record::slot(composer, fact)?,
        };
        slot.paragraph = paragraph;
        Some(slot)
    }
}
