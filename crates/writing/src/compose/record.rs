//! Sentences about what a person has: skills, certificates, languages, education, awards, publications.

use std::collections::BTreeSet;

use taxonomy::{Kind, Skill};

use super::{
    Composer, Length,
    phrases::Slots,
    plan::{Choices, Slot},
    text::{self, bare, list, words},
};
use crate::{
    fact::{Fact, FactKind},
    selection::Selection,
    sentence::Paragraph,
};

/// Degrees of universities, in German.
const GERMAN_STUDIES: &[&str] = &[
    "bachelor",
    "master",
    "b.sc",
    "m.sc",
    "b.a",
    "m.a",
    "diplom",
    "studium",
    "staatsexamen",
    "magister",
    "promotion",
    "llm",
    "bsc",
    "msc",
];

/// The sentences after the evidence, as many as the length of the letter allows.
pub(super) fn slots(
    composer: &Composer<'_>,
    selection: &Selection,
    told: &[&str],
    opened: Option<&Fact>,
) -> Vec<Slot> {
    let length = composer.options.length;
    let by_choice = |kind: FactKind| -> Vec<(&Fact, bool)> {
        let facts = selection.choices.iter().filter_map(|choice| {
            Some((
                composer.fact(&choice.fact)?,
                !choice.requirements.is_empty(),
            ))
        });
        facts.filter(|(fact, _)| fact.kind == kind).collect()
    };
    let (all, few) = (length == Length::Long, length == Length::Short);
    let mut found = Vec::new();
    let skills: Vec<&Fact> = by_choice(FactKind::Skill)
        .into_iter()
        .filter(|(fact, shows)| {
            (*shows || !few) && !told.iter().any(|text| has_words(text, &fact.text))
        })
        .map(|(fact, _)| fact)
        .collect();
    found.extend(skills_slot(
        composer,
        &skills,
        if all { 4 } else { 3 },
        told.is_empty(),
    ));
    let certificates = by_choice(FactKind::Certification);
    let wanted = certificates
        .iter()
        .filter(|(_, shows)| *shows || !few)
        .map(|(fact, _)| *fact);
    found.extend(certificates_slot(
        composer,
        &wanted.take(if all { 2 } else { 1 }).collect::<Vec<_>>(),
    ));
    let languages = by_choice(FactKind::Language);
    if all || languages.iter().any(|(_, shows)| *shows) {
        let facts: Vec<&Fact> = languages
            .iter()
            .filter(|(_, shows)| all || *shows)
            .map(|(fact, _)| *fact)
            .take(3)
            .collect();
        found.extend(languages_slot(composer, &facts));
    }
    let studied = opened.is_some_and(|fact| fact.kind == FactKind::Education);
    let education = by_choice(FactKind::Education)
        .into_iter()
        .find(|(_, shows)| all || (*shows && !few));
    found.extend(
        education
            .filter(|_| !studied)
            .and_then(|(fact, _)| education_slot(composer, fact)),
    );
    if all {
        let other = by_choice(FactKind::Award)
            .into_iter()
            .chain(by_choice(FactKind::Publication))
            .next();
        found.extend(other.and_then(|(fact, _)| named_slot(composer, fact)));
    }
    found
}

/// The sentence about one fact of a record.
pub(super) fn slot(composer: &Composer<'_>, fact: &Fact) -> Option<Slot> {
    match fact.kind {
        FactKind::Skill => skills_slot(composer, &[fact], 1, true),
        FactKind::Certification => certificates_slot(composer, &[fact]),
        FactKind::Language => languages_slot(composer, &[fact]),
        FactKind::Education => education_slot(composer, fact),
        FactKind::Award | FactKind::Publication => named_slot(composer, fact),
        _ => None,
    }
}

/// The studies of someone without a role: those that go on, or else the last.
pub(super) fn studies(composer: &Composer<'_>) -> Option<Slot> {
    let all = composer
        .facts
        .iter()
        .filter(|fact| fact.kind == FactKind::Education);
    let newest = all.max_by_key(|fact| {
        (
            fact.current,
            fact.to,
            fact.from,
            std::cmp::Reverse(&fact.id),
        )
    })?;
    let slot = education_slot(composer, newest)?;
    Some(Slot {
        paragraph: Paragraph::Opening,
        ..slot
    })
}

/// True if a text has the words of a name, in their order.
pub(super) fn has_words(text: &str, name: &str) -> bool {
    let text: Vec<String> = words(text).into_iter().map(bare).collect();
    let name: Vec<String> = words(name).into_iter().map(bare).collect();
    !name.is_empty() && text.windows(name.len()).any(|part| part == name)
}

fn record(facts: &[&Fact], options: Vec<Choices>) -> Slot {
    Slot::claim(
        Paragraph::Evidence,
        facts.iter().map(|fact| fact.id.clone()).collect(),
        options,
    )
}

/// The slots of a list, and the verbs that agree with it.
fn listed(composer: &Composer<'_>, slot: &'static str, names: &[String]) -> Slots {
    let mut slots = composer.voice.agreement(names.len() > 1);
    slots.insert(slot, list(names, composer.voice.and()));
    slots
}

fn skills_slot(composer: &Composer<'_>, facts: &[&Fact], max: usize, only: bool) -> Option<Slot> {
    let mut pairs: Vec<(&Fact, String)> = Vec::new();
    for fact in facts {
        let Some(name) = skill_name(composer, fact) else {
            continue;
        };
        if pairs.len() < max
            && pairs
                .iter()
                .all(|(_, other)| other.to_lowercase() != name.to_lowercase())
        {
            pairs.push((fact, name));
        }
    }
    let (cited, names): (Vec<&Fact>, Vec<String>) = pairs.into_iter().unzip();
    let group = if only { "skills.only" } else { "skills" };
    (!names.is_empty()).then(|| {
        record(
            &cited,
            vec![Choices::of(group, listed(composer, "list", &names), 0)],
        )
    })
}

/// The name of a skill in the language of the letter, as the person writes it if possible.
fn skill_name(composer: &Composer<'_>, fact: &Fact) -> Option<String> {
    let (taxonomy, voice) = (composer.knowledge.taxonomy, composer.voice);
    let written = text::clean(&fact.text);
    let written = written.trim_end_matches(['.', ',', ';']);
    if words(written).len() > 4
        || written.contains(['(', ':', ';', '@', '/'])
        || written.chars().count() < 2
    {
        return None;
    }
    let Some(skill) = taxonomy.named_skill(written) else {
        return voice.demand(written, taxonomy);
    };
    if skill.kind() == Kind::Tool {
        return Some(if text::is_in_capitals(written) {
            skill.label().to_owned()
        } else {
            written.to_owned()
        });
    }
    let own = voice.skill(skill);
    let foreign = taxonomy::Language::ALL.iter().any(|language| {
        let label = skill.label_in(*language).map(str::to_lowercase);
        language.code() != composer.options.language.code() && label == Some(written.to_lowercase())
    });
    let same = own
        .as_ref()
        .is_some_and(|own| own.to_lowercase() == written.to_lowercase());
    if foreign && !same {
        own
    } else {
        voice.demand(written, taxonomy).or(own)
    }
}

fn certificates_slot(composer: &Composer<'_>, facts: &[&Fact]) -> Option<Slot> {
    let pairs = facts.iter().filter_map(|fact| {
        Some((
            *fact,
            composer
                .voice
                .document(&fact.text, composer.knowledge.taxonomy)?,
        ))
    });
    let (cited, names): (Vec<&Fact>, Vec<String>) = pairs.unzip();
    let mut slots = listed(composer, "np", &names);
    let first = names.first()?;
    let held: Option<Vec<String>> = names.iter().map(|name| composer.voice.held(name)).collect();
    slots.extend(held.map(|held| ("held", list(&held, composer.voice.and()))));
    if names.len() == 1 {
        slots.insert("one", first.clone());
    }
    Some(record(&cited, vec![Choices::of("certificate", slots, 0)]))
}

fn languages_slot(composer: &Composer<'_>, facts: &[&Fact]) -> Option<Slot> {
    let mut known = BTreeSet::new();
    let spoken = facts
        .iter()
        .filter_map(|fact| Some((*fact, spoken(composer, &fact.text)?)));
    // A language that is listed twice is said once.
    let pairs = spoken.filter(|(_, name)| known.insert(name.split(' ').next().map(str::to_owned)));
    let (cited, names): (Vec<&Fact>, Vec<String>) = pairs.unzip();
    (!names.is_empty()).then(|| {
        record(
            &cited,
            vec![Choices::of("language", listed(composer, "list", &names), 0)],
        )
    })
}

/// "German (C1)" of "Deutsch: C1".
fn spoken(composer: &Composer<'_>, written: &str) -> Option<String> {
    let cleaned = text::clean(written);
    let (name, level) = match cleaned.find([',', '(', ':', '–', '-', '/']) {
        Some(at) => (cleaned.get(..at)?, cleaned.get(at..)?),
        None => cleaned.split_once(' ').unwrap_or((&cleaned, "")),
    };
    let level = level.trim_matches(|c: char| c.is_whitespace() || ",():–-/.".contains(c));
    let skill = composer
        .knowledge
        .taxonomy
        .named_skill(name.trim())
        .filter(|skill: &&Skill| skill.kind() == Kind::Language)?;
    let label = composer.voice.skill(skill)?;
    // The name in another language stands for the fact only where it is certainly this language.
    let mentioned = composer.knowledge.dictionary.mentions(written);
    let certain = mentioned
        .iter()
        .any(|one| one.entry.slug == skill.id().as_str());
    let name = Some(label).filter(|label| certain || written.contains(label.as_str()))?;
    let name = name.split(" (").next().unwrap_or_default().to_owned();
    let framework = level.chars().count() == 2 && level.to_uppercase().starts_with(['A', 'B', 'C']);
    if level.is_empty() {
        return Some(name);
    }
    let said = if framework {
        Some(level.to_uppercase())
    } else {
        composer.voice.level(level)
    };
    said.map(|level| format!("{name} ({level})"))
}

fn education_slot(composer: &Composer<'_>, fact: &Fact) -> Option<Slot> {
    let voice = composer.voice;
    let taxonomy = composer.knowledge.taxonomy;
    let whole = voice.document(&fact.text, taxonomy)?;
    let study = GERMAN_STUDIES
        .iter()
        .any(|word| fact.text.to_lowercase().contains(word));
    let group = if whole.starts_with("Ausbildung ") {
        "education.training"
    } else {
        "education"
    };
    let mut options = vec![Choices::of(
        group,
        {
            let mut slots = composer.voice.agreement(false);
            slots.insert("np", whole);
            slots
        },
        3,
    )];
    let school = fact
        .organisation
        .as_deref()
        .filter(|name| name.chars().count() > 2);
    if let Some((at, school)) = school.and_then(|school| Some((voice.at(school)?, school))) {
        let degree = fact
            .title
            .clone()
            .unwrap_or_else(|| without(&fact.text, school));
        let np = text::clean(&degree).replace(['(', ')'], "");
        let np = np
            .trim_matches(|c: char| c.is_whitespace() || ",.;".contains(c))
            .to_owned();
        if (3..=80).contains(&np.chars().count()) {
            let slots = Slots::from([("at", at), ("np", np)]);
            let time = if fact.current { "current" } else { "at" };
            options.push(Choices::of(
                &format!("education.{time}"),
                slots.clone(),
                usize::from(study),
            ));
            options.push(Choices::of(
                &format!("study.{time}"),
                slots,
                if study { 0 } else { 9 },
            ));
        }
    }
    if !study {
        options.retain(|option| !option.group.starts_with("study."));
    }
    Some(record(&[fact], options))
}

/// A text without the part that names the school.
fn without(text: &str, school: &str) -> String {
    let parts = text.split(", ").filter(|part| !part.contains(school));
    parts.collect::<Vec<_>>().join(", ")
}

fn named_slot(composer: &Composer<'_>, fact: &Fact) -> Option<Slot> {
    let written = text::clean(&fact.text).replace(['"', '“', '”', '„'], "");
    let written = written.trim_end_matches(['.', ',']);
    if !(3..=90).contains(&written.chars().count()) {
        return None;
    }
    let group = if fact.kind == FactKind::Award {
        "award"
    } else {
        "publication"
    };
    let mut slots = Slots::from([("text", written.to_owned())]);
    slots.extend(
        composer
            .voice
            .document(written, composer.knowledge.taxonomy)
            .map(|np| ("np", np)),
    );
    Some(record(&[fact], vec![Choices::of(group, slots, 0)]))
}
