//! The facts of a profile that a letter may cite. The id of a statement has its version, because it may be edited later; other facts are items of the
//! profile, and their text is kept with the letter.

use std::collections::HashMap;

use chrono::Datelike;
use uuid::Uuid;
use writing::{
    fact::{self, Fact, FactKind},
    spoken::Level,
};

use crate::{
    features::{
        profiles::{EvidenceRow, Proficiency, Sections},
        writing::Language,
    },
    types::{
        id::{EvidenceId, TypedId},
        partial_date::PartialDate,
    },
};

/// What divides the id of a statement from its version.
const VERSION_SIGN: char = '@';

/// What the statements below an item have in common.
struct Item {
    id: Uuid,
    kind: FactKind,
    title: Option<String>,
    organisation: Option<String>,
    from: Option<PartialDate>,
    to: Option<PartialDate>,
    /// True if it lasts when it has no end.
    lasts: bool,
}

impl Item {
    fn fact(&self, id: &str, kind: FactKind, text: &str) -> Fact {
        Fact {
            organisation: self.organisation.clone(),
            title: self.title.clone(),
            from: self.from.as_ref().map(date),
            to: self.to.as_ref().map(date),
            current: self.lasts && self.from.is_some() && self.to.is_none(),
            ..Fact::new(id, kind, text)
        }
    }
}

/// The statement and its version that the id of a fact names; none for an item of the profile.
#[must_use]
pub fn version_of(id: &str) -> Option<(EvidenceId, i32)> {
    let (evidence, version) = id.split_once(VERSION_SIGN)?;
    Some((EvidenceId::parse_id(evidence)?, version.parse().ok()?))
}

/// The facts of a profile: items, and the statements below them that the user has written or confirmed.
pub(in crate::features::writing) fn facts(sections: &Sections, language: Language) -> Vec<Fact> {
    let mut found = Vec::new();
    let items = items(sections, &mut found);
    let by_id: HashMap<Uuid, &Item> = items.iter().map(|item| (item.id, item)).collect();
    let confirmed = |fact: &&EvidenceRow| fact.confirmed_at.is_some();
    for row in sections.evidence.iter().filter(confirmed) {
        if let Some(item) = by_id.get(&row.item_id) {
            let id = format!("{}{VERSION_SIGN}{}", row.id, row.version);
            found.push(item.fact(&id, item.kind, &row.text));
        }
    }
    let named = |id: String, kind, text: &str| Fact::new(&id, kind, text);
    for skill in &sections.skills {
        found.push(named(skill.id.to_string(), FactKind::Skill, &skill.name));
    }
    for spoken in &sections.languages {
        let name = language.name_of(&spoken.name);
        let level = spoken.proficiency.map(|level| level_words(level, language));
        // "C1" of an import, where the user has chosen no level.
        let stated = Some(spoken.stated.as_str()).filter(|stated| Level::of(stated).is_some());
        let text = match level.or(stated) {
            Some(level) => format!("{name}, {level}"),
            None => name,
        };
        found.push(named(spoken.id.to_string(), FactKind::Language, &text));
    }
    for row in &sections.certifications {
        let mut fact = named(row.id.to_string(), FactKind::Certification, &row.name);
        fact.organisation = some(&row.authority);
        fact.from = row.issued_on.as_ref().map(date);
        found.push(fact);
    }
    for row in &sections.publications {
        let mut fact = named(row.id.to_string(), FactKind::Publication, &row.title);
        fact.organisation = some(&row.publisher);
        fact.from = row.published_on.as_ref().map(date);
        found.push(fact);
    }
    for row in &sections.awards {
        let mut fact = named(row.id.to_string(), FactKind::Award, &row.title);
        fact.organisation = some(&row.issuer);
        fact.from = row.awarded_on.as_ref().map(date);
        found.push(fact);
    }
    found.retain(|fact| !fact.text.trim().is_empty());
    found
}

/// The items that have statements, and each as a fact of its own.
fn items(sections: &Sections, found: &mut Vec<Fact>) -> Vec<Item> {
    let mut items = Vec::new();
    for row in &sections.employments {
        let item = Item {
            id: row.id.0,
            kind: FactKind::Achievement,
            title: some(&row.title),
            organisation: some(&row.company),
            from: row.started_on,
            to: row.ended_on,
            lasts: true,
        };
        found.push(item.fact(&row.id.to_string(), FactKind::Role, &row.title));
        items.push(item);
    }
    for row in &sections.educations {
        let parts = [row.degree.as_str(), row.field.as_str()];
        let parts = parts.into_iter().filter(|part| !part.is_empty());
        let text = parts.collect::<Vec<_>>().join(", ");
        let item = Item {
            id: row.id.0,
            kind: FactKind::Education,
            title: some(&text),
            organisation: some(&row.school),
            from: row.started_on,
            to: row.ended_on,
            lasts: false,
        };
        found.push(item.fact(&row.id.to_string(), FactKind::Education, &text));
        items.push(item);
    }
    for row in &sections.projects {
        let item = Item {
            id: row.id.0,
            kind: FactKind::Project,
            title: None,
            organisation: some(&row.name),
            from: row.started_on,
            to: row.ended_on,
            lasts: false,
        };
        items.push(item);
    }
    for row in &sections.volunteerings {
        let item = Item {
            id: row.id.0,
            kind: FactKind::Volunteering,
            title: some(&row.role),
            organisation: some(&row.organization),
            from: row.started_on,
            to: row.ended_on,
            lasts: true,
        };
        items.push(item);
    }
    items
}

fn some(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

fn date(date: &PartialDate) -> fact::PartialDate {
    let first = date.earliest();
    fact::PartialDate {
        year: first.year(),
        month: date.has_month().then(|| first.month()),
    }
}

/// A level in words that can be said of a language.
const fn level_words(level: Proficiency, language: Language) -> &'static str {
    match (level, language) {
        (Proficiency::Native, Language::En) => "native",
        (Proficiency::Native, Language::De) => "Muttersprache",
        (Proficiency::FullProfessional, Language::En) => "business fluent",
        (Proficiency::FullProfessional, Language::De) => "verhandlungssicher",
        (Proficiency::ProfessionalWorking, Language::En) => "fluent",
        (Proficiency::ProfessionalWorking, Language::De) => "fließend",
        (Proficiency::LimitedWorking, Language::En) => "good",
        (Proficiency::LimitedWorking, Language::De) => "gute Kenntnisse",
        (Proficiency::Elementary, Language::En) => "basic",
        (Proficiency::Elementary, Language::De) => "Grundkenntnisse",
    }
}
