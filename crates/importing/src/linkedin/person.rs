//! The profile itself, skills, languages, and the job that the person looks for.

use super::{
    Outcome,
    gather::{Gather, Row},
    websites,
};
use crate::{
    proficiency,
    record::{Language, Skill, Targets},
    report::FindingKind,
    text,
};

/// Maximum number of entries of a list of preferences.
const TARGETS_MAX: usize = 50;

pub(super) fn profile(gather: &mut Gather, row: &Row<'_>) -> Outcome {
    let all = ["headline", "summary", "location", "websites"];
    if !gather.first(row, "profile", &all.map(|field| row.fields.get(field))) {
        return Outcome::Finding;
    }
    if gather.places.insert("profile".to_owned(), 0).is_some() {
        let message =
            "This row states another profile; the first one was read. Check which is right.";
        row.notes(&mut gather.imported)
            .add(FindingKind::Contradiction, message);
        return Outcome::Finding;
    }
    let imported = &mut gather.imported;
    let headline = text::fit(
        text::line(row.fields.get("headline")),
        text::HEADLINE_CHARS_MAX,
        "The headline",
        &mut row.notes(imported),
    );
    let summary = row.block("summary", "The summary", imported);
    let location = row.line("location", "The location", imported);
    let links = websites::read(row.fields.get("websites"), &mut row.notes(imported));
    let profile = &mut imported.profile;
    profile.headline = headline;
    profile.summary = summary;
    profile.location = location;
    profile.links = links;
    Outcome::Item
}

pub(super) fn skill(gather: &mut Gather, row: &Row<'_>) -> Outcome {
    if !gather.first(row, "skill", &[row.fields.get("name")]) {
        return Outcome::Finding;
    }
    let skill = Skill {
        name: row.name("name", "The skill", &mut gather.imported),
        source: row.source(),
        ..Skill::default()
    };
    gather.imported.profile.skills.push(skill);
    Outcome::Item
}

pub(super) fn language(gather: &mut Gather, row: &Row<'_>) -> Outcome {
    let name = row.name("name", "The language", &mut gather.imported);
    let written = text::line(row.fields.get("proficiency"));
    let (proficiency, stated) = proficiency::read(&written);
    let identity = format!("language {}", name.to_lowercase());
    if let Some(place) = gather.places.get(&identity).copied() {
        let known = gather.imported.profile.languages.get_mut(place);
        let differs = known.is_some_and(|known| {
            if known.proficiency.is_none() && known.stated.is_empty() {
                known.proficiency = proficiency;
                known.stated.clone_from(&stated);
            }
            !written.is_empty() && (known.proficiency, &known.stated) != (proficiency, &stated)
        });
        if differs {
            let quoted = text::quote(&written);
            let message = format!(
                "This row states another proficiency (\"{quoted}\") for the same language; the first was read. Check it."
            );
            row.notes(&mut gather.imported)
                .add(FindingKind::Contradiction, message);
        } else {
            row.duplicate(&mut gather.imported);
        }
        return Outcome::Finding;
    }
    if proficiency.is_none() && !stated.is_empty() {
        let quoted = text::quote(&stated);
        let message = format!(
            "\"{quoted}\" is none of the five proficiencies. It is kept as written; choose one."
        );
        row.notes(&mut gather.imported)
            .add(FindingKind::Unreadable, message);
    }
    let stated = text::fit_name(
        &stated,
        "The proficiency",
        &mut row.notes(&mut gather.imported),
    );
    let language = Language {
        name,
        proficiency,
        stated,
        source: row.source(),
        ..Language::default()
    };
    let languages = &mut gather.imported.profile.languages;
    gather.places.insert(identity, languages.len());
    languages.push(language);
    Outcome::Item
}

pub(super) fn preferences(gather: &mut Gather, row: &Row<'_>) -> Outcome {
    let all = [
        "titles",
        "locations",
        "industries",
        "sizes",
        "types",
        "companies",
    ];
    if !gather.first(row, "preferences", &all.map(|field| row.fields.get(field))) {
        return Outcome::Finding;
    }
    let mut targets = std::mem::take(&mut gather.imported.profile.targets);
    if targets == Targets::default() {
        targets.source = row.source();
    }
    let lists = [
        (&mut targets.titles, "titles", "Job Titles"),
        (&mut targets.locations, "locations", "Locations"),
        (&mut targets.industries, "industries", "Industries"),
        (
            &mut targets.company_sizes,
            "sizes",
            "Company Employee Count",
        ),
        (&mut targets.job_types, "types", "Preferred Job Types"),
        (&mut targets.companies, "companies", "Dream Companies"),
    ];
    for (list, field, name) in lists {
        let mut notes = row.notes(&mut gather.imported);
        for entry in row.fields.get(field).split('|') {
            let entry = text::fit_line(entry, name, &mut notes);
            if entry.is_empty() || list.contains(&entry) {
                continue;
            }
            if list.len() >= TARGETS_MAX {
                let message = format!(
                    "\"{name}\" has more than {TARGETS_MAX} entries; the first ones were read."
                );
                notes.add(FindingKind::Cut, message);
                break;
            }
            list.push(entry);
        }
    }
    gather.imported.profile.targets = targets;
    Outcome::Item
}
