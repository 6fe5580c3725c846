//! The first and the last paragraph of a letter.

use std::collections::BTreeSet;

use super::{
    super::{Composer, Length, phrases::Slots, record, text},
    Choices, Slot,
};
use crate::{
    fact::{Fact, FactKind},
    sentence::{Paragraph, SentenceKind},
};

pub(super) fn opening(composer: &Composer<'_>) -> Vec<Slot> {
    let mut slots = composer.voice.post(&composer.posting.title);
    let company_slots = company_slots(composer);
    slots.extend(company_slots.clone());
    let options = vec![
        Choices::of("apply", slots, 0),
        Choices::of("apply.open", company_slots, 2),
    ];
    let mut apply = Slot::other(Paragraph::Opening, SentenceKind::Motivation, options);
    (apply.begins, apply.follows_greeting) = (true, true);
    let mut all = vec![apply];
    let is_current = |kind| {
        composer
            .facts
            .iter()
            .any(|fact| fact.kind == kind && fact.current)
    };
    let student = is_current(FactKind::Education) && !is_current(FactKind::Role);
    let role = || newest_role(composer).and_then(|fact| role_slot(composer, fact));
    let studies = || record::studies(composer);
    all.extend(if student {
        studies().or_else(role)
    } else {
        role().or_else(studies)
    });
    all
}

/// The slots of the company, if it has a name that can be said.
pub(super) fn company_slots(composer: &Composer<'_>) -> Slots {
    let company = text::clean(&composer.posting.company);
    let mut slots = Slots::new();
    if (2..=60).contains(&company.chars().count()) {
        slots.extend(composer.voice.at(&company).map(|at| ("at_company", at)));
        slots.insert("company", company);
    }
    slots
}

/// The role that is current, or else the last one.
pub(super) fn newest_role<'a>(composer: &Composer<'a>) -> Option<&'a Fact> {
    let titled = composer.facts.iter().filter(|fact| {
        let of_work = matches!(fact.kind, FactKind::Role | FactKind::Achievement);
        of_work
            && fact.title.is_some()
            && fact.organisation.is_some()
            && (fact.current || fact.from.is_some() || fact.to.is_some())
    });
    titled.max_by_key(|fact| {
        (
            fact.current,
            fact.to,
            fact.from,
            fact.kind == FactKind::Role,
            std::cmp::Reverse(&fact.id),
        )
    })
}

pub(super) fn role_slot(composer: &Composer<'_>, fact: &Fact) -> Option<Slot> {
    let voice = composer.voice;
    let mut slots = voice.title(fact.title.as_deref()?, composer.knowledge.taxonomy);
    slots.insert("at", voice.at(fact.organisation.as_deref()?)?);
    slots.extend(fact.from.map(|date| ("since", voice.date(date))));
    let until = fact.to.filter(|to| fact.from != Some(*to) && !fact.current);
    slots.extend(until.map(|date| ("until", voice.date(date))));
    if slots.len() < 2 || !(slots.contains_key("title") || slots.contains_key("a_title")) {
        return None;
    }
    let group = if fact.current {
        "role.current"
    } else {
        "role.past"
    };
    Some(Slot::claim(
        Paragraph::Opening,
        vec![fact.id.clone()],
        vec![Choices::of(group, slots, 0)],
    ))
}

/// True if the text of a role says nothing but its title and its employer.
pub(super) fn text_is_title(fact: &Fact) -> bool {
    let known = format!(
        "{} {}",
        fact.title.as_deref().unwrap_or_default(),
        fact.organisation.as_deref().unwrap_or_default()
    )
    .to_lowercase();
    let known: BTreeSet<String> = text::words(&known).into_iter().map(text::bare).collect();
    let mut words = text::words(&fact.text)
        .into_iter()
        .map(text::bare)
        .filter(|word| word.chars().count() > 3);
    words.all(|word| known.contains(&word) || word.chars().all(char::is_numeric))
}

pub(super) fn closing(composer: &Composer<'_>) -> Vec<Slot> {
    let of = |group: &str| {
        Slot::other(
            Paragraph::Closing,
            SentenceKind::Courtesy,
            vec![Choices::of(group, Slots::new(), 0)],
        )
    };
    let mut talk = of("closing.talk");
    talk.begins = true;
    if composer.options.length == Length::Short {
        vec![talk]
    } else {
        vec![talk, of("closing.thanks")]
    }
}
