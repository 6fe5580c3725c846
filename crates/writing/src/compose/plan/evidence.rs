//! What a letter tells of the work of a person.

use std::collections::BTreeSet;

use super::{
    super::{
        Composer, Length,
        demands::{self, Demand},
        record, text,
        voice::Realised,
        writer::Writer,
    },
    Choices, Slot,
    opening::text_is_title,
};
use crate::{
    fact::{Fact, FactKind},
    selection::Selection,
    sentence::{Paragraph, SentenceKind},
};

/// Statements of less quality are quoted.
const QUALITY_GOOD: u8 = 4;

/// A statement that was chosen for a letter.
pub(super) struct Told<'a> {
    pub fact: &'a Fact,
    pub realised: Realised,
    pub requirements: Vec<String>,
}

/// The statements of the letter, those of one organisation together, the newest first.
pub(super) fn told<'a>(composer: &Composer<'a>, selection: &Selection) -> Vec<Told<'a>> {
    let (wanted, of_one) = match composer.options.length {
        Length::Short => (2, 2),
        Length::Medium => (4, 3),
        Length::Long => (6, 3),
    };
    let quoted_max = wanted / 2;
    let candidates = selection.choices.iter().filter_map(|choice| {
        let fact = composer.fact(&choice.fact)?;
        let of_statements = matches!(
            fact.kind,
            FactKind::Role | FactKind::Achievement | FactKind::Project | FactKind::Volunteering
        );
        let realised = composer.voice.realise(fact, composer.knowledge.taxonomy)?;
        (of_statements && !(fact.kind == FactKind::Role && text_is_title(fact))).then(|| Told {
            fact,
            realised,
            requirements: choice.requirements.clone(),
        })
    });
    let (good, quoted): (Vec<Told<'_>>, Vec<Told<'_>>) =
        candidates.partition(|told| told.realised.quality >= QUALITY_GOOD);
    let mut chosen: Vec<Told<'_>> = Vec::new();
    for told in good.into_iter().chain(quoted.into_iter().take(quoted_max)) {
        let same = chosen
            .iter()
            .filter(|one| one.fact.organisation == told.fact.organisation)
            .count();
        let doubled = chosen
            .iter()
            .any(|one| is_alike(&one.fact.text, &told.fact.text));
        if chosen.len() < wanted && same < of_one && !doubled && is_usable(composer, &told) {
            chosen.push(told);
        }
    }
    let newest = |organisation: &Option<String>| {
        let of_it = composer
            .facts
            .iter()
            .filter(|fact| &fact.organisation == organisation);
        of_it
            .map(|fact| (fact.current, fact.to.or(fact.from)))
            .max()
    };
    // Stable: within an organisation, the best first.
    chosen.sort_by_key(|told| {
        let organisation = &told.fact.organisation;
        std::cmp::Reverse((
            organisation.is_some() && !told.realised.general,
            newest(organisation),
            organisation.clone(),
        ))
    });
    chosen
}

/// True if a statement has a sentence that passes the check of the composer.
fn is_usable(composer: &Composer<'_>, told: &Told<'_>) -> bool {
    let slot = statement(composer, told, &["first", "alone", "bare"]);
    Writer::new(composer).nth(&slot, 0).is_some()
}

/// True if two statements have most of their words in common.
fn is_alike(one: &str, other: &str) -> bool {
    let set = |text: &str| {
        text::words(text)
            .into_iter()
            .map(text::bare)
            .filter(|word| word.chars().count() > 3)
            .collect::<BTreeSet<_>>()
    };
    let (one, other) = (set(one), set(other));
    let shared = one.intersection(&other).count();
    shared * 5 >= one.len().min(other.len()).max(1) * 4
}

/// Adds the sentences about the statements, and returns the requirements that they begin with.
pub(super) fn evidence(
    composer: &Composer<'_>,
    told: &[Told<'_>],
    opened: Option<&Fact>,
    with_demand: bool,
    slots: &mut Vec<Slot>,
) -> Vec<String> {
    let mut before: Option<&Fact> = None;
    let mut demanded = Vec::new();
    let mut in_paragraph = 0;
    let second = composer.options.length == Length::Long;
    for (index, one) in told.iter().enumerate() {
        let same = before.is_some_and(|fact| is_of_same(composer, fact, one.fact));
        let begins = index == 0 || (!same && in_paragraph >= 3 && told.len() - index >= 2);
        if begins {
            in_paragraph = 0;
            if with_demand && (index == 0 || second) {
                let ids = told
                    .get(index..)
                    .unwrap_or_default()
                    .iter()
                    .take(2)
                    .flat_map(|told| told.requirements.clone());
                let said = told
                    .get(index..)
                    .unwrap_or_default()
                    .iter()
                    .take(2)
                    .map(|told| told.fact.text.as_str())
                    .collect::<Vec<_>>();
                let slot = demand(composer, &ids.collect::<Vec<_>>(), &said, &mut demanded);
                slots.extend(slot.map(|slot| Slot {
                    begins: true,
                    ..slot
                }));
            }
        }
        let already = slots.last().is_some_and(|last| {
            last.begins && last.paragraph == Paragraph::Evidence && last.facts.is_empty()
        });
        let slot = placed(
            composer,
            one,
            &Place {
                before,
                opened,
                begins,
                index,
            },
        );
        slots.push(Slot {
            begins: begins && !already,
            ..slot
        });
        before = Some(one.fact);
        in_paragraph += 1;
    }
    demanded
}

/// Where a statement stands in a text.
struct Place<'a> {
    /// The fact of the sentence before.
    before: Option<&'a Fact>,
    /// The fact that the text opened with.
    opened: Option<&'a Fact>,
    /// True if a paragraph begins with it.
    begins: bool,
    /// Its number among the statements.
    index: usize,
}

/// A statement as it is said at its place.
fn placed(composer: &Composer<'_>, one: &Told<'_>, place: &Place<'_>) -> Slot {
    let Place {
        before,
        opened,
        begins,
        index,
    } = *place;
    let same = before.is_some_and(|fact| is_of_same(composer, fact, one.fact));
    let goes_on = same && !begins;
    let current = opened.is_some_and(|opened| {
        opened.current && one.fact.current && opened.organisation == one.fact.organisation
    });
    let earlier = before.is_some_and(|fact| {
        !same
            && fact
                .from
                .zip(one.fact.to)
                .is_some_and(|(from, to)| to <= from)
            && !one.fact.current
    });
    let positions: &[&str] = match (goes_on, current, earlier) {
        (true, ..) if one.fact.current => &["still", "again", "bare"],
        (true, ..) => &["again", "bare"],
        (_, true, _) => &["current", "first", "bare"],
        (_, _, true) => &["earlier", "first", "bare"],
        _ if index == 0 => &["first", "alone", "bare"],
        _ => &["first", "bare"],
    };
    let mut slot = statement(composer, one, positions);
    if opened.is_some_and(|opened| opened.title == one.fact.title) {
        // It was just said.
        for option in &mut slot.options {
            option.slots.retain(|name, _| !name.ends_with("title"));
        }
    }
    slot
}

/// True if two statements are about the same job.
fn is_of_same(composer: &Composer<'_>, before: &Fact, fact: &Fact) -> bool {
    let placed = fact.organisation.as_deref();
    let placed = placed.is_some_and(|name| composer.voice.at(name).is_some());
    placed && before.organisation == fact.organisation && before.title == fact.title
}

/// The sentences of a summary: a role, and what was done, the newest first.
pub(super) fn summary(
    composer: &Composer<'_>,
    facts: &[&Fact],
    role: Option<(&Fact, Slot)>,
) -> Vec<Slot> {
    let realised = facts.iter().filter_map(|fact| {
        let realised = composer.voice.realise(fact, composer.knowledge.taxonomy)?;
        (realised.form != "quote").then(|| Told {
            fact,
            realised,
            requirements: Vec::new(),
        })
    });
    let mut told: Vec<Told<'_>> = realised.collect();
    let opened = role.as_ref().map(|(fact, _)| *fact);
    told.sort_by_key(|one| std::cmp::Reverse((one.fact.current, one.fact.to, one.fact.from)));
    let mut slots: Vec<Slot> = role.into_iter().map(|(_, slot)| slot).collect();
    let mut before = None;
    for (index, one) in told.iter().enumerate() {
        let place = Place {
            before,
            opened,
            begins: index == 0,
            index,
        };
        let mut slot = placed(composer, one, &place);
        let named = before.or(opened);
        if named.is_some_and(|fact| is_of_same(composer, fact, one.fact)) {
            // The sentence before named the place.
            for option in &mut slot.options {
                option.slots.retain(|name, _| *name != "at");
            }
        }
        slots.push(slot);
        before = Some(one.fact);
    }
    slots
}

/// What the posting asks for, of what comes next.
fn demand(
    composer: &Composer<'_>,
    ids: &[String],
    told: &[&str],
    demanded: &mut Vec<String>,
) -> Option<Slot> {
    // "You ask for goods-in. My work includes goods-in." says it twice.
    let is_said = |demand: &Demand| {
        told.iter().any(|text| {
            record::has_words(text, &demand.text)
                && text::words(&demand.text).len() * 5 >= text::words(text).len() * 2
        })
    };
    let new = ids.iter().filter(|id| !demanded.contains(id));
    let requirements = new.filter_map(|id| {
        composer
            .posting
            .requirements
            .iter()
            .find(|one| one.id == **id)
    });
    let mut all: Vec<Demand> = Vec::new();
    for one in requirements.filter_map(|requirement| Demand::of(composer, requirement)) {
        if !is_said(&one)
            && all
                .iter()
                .all(|other| other.text.to_lowercase() != one.text.to_lowercase())
        {
            all.push(one);
        }
    }
    let required = all.iter().any(|one| one.required);
    let chosen: Vec<&Demand> = all
        .iter()
        .filter(|one| one.required == required)
        .take(2)
        .collect();
    if chosen.is_empty() {
        return None;
    }
    let group = if required { "demand" } else { "demand.wish" };
    let mut choices = Choices::of(group, demands::slots(composer, &chosen), 0);
    choices.requirements = chosen.iter().map(|one| one.id.clone()).collect();
    demanded.extend(choices.requirements.clone());
    Some(Slot::other(
        Paragraph::Evidence,
        SentenceKind::Motivation,
        vec![choices],
    ))
}

pub(super) fn statement(composer: &Composer<'_>, told: &Told<'_>, positions: &[&str]) -> Slot {
    let (voice, fact) = (composer.voice, told.fact);
    let mut slots = told.realised.slots.clone();
    slots.extend(
        fact.organisation
            .as_deref()
            .and_then(|name| voice.at(name))
            .map(|at| ("at", at)),
    );
    if let Some(title) = &fact.title {
        slots.extend(voice.title(title, composer.knowledge.taxonomy));
    }
    let positions: Vec<&str> = match fact.kind {
        _ if told.realised.general => vec!["bare"],
        FactKind::Project
            if told
                .realised
                .slots
                .get("v")
                .is_some_and(|verb| ["bin", "war"].contains(&verb.as_str())) =>
        {
            vec!["bare"]
        }
        FactKind::Project => vec!["project", "bare"],
        FactKind::Volunteering => vec!["volunteer", "bare"],
        _ => positions.to_vec(),
    };
    let options = positions
        .iter()
        .enumerate()
        .map(|(rank, position)| Choices {
            requirements: told.requirements.clone(),
            brief: told.realised.brief,
            ..Choices::of(
                &format!("{}.{position}", told.realised.form),
                slots.clone(),
                rank,
            )
        });
    Slot::claim(
        Paragraph::Evidence,
        vec![fact.id.clone()],
        options.collect(),
    )
}
