//! Writes a profile as a document that the schema accepts.

use serde_json::{Map, Value, json};

use super::{
    SCHEMA,
    entry::{Entry, escaped},
    groups::{heads, is_group, shared},
    read::{LABEL, repeats},
    shape,
    typed::AGAIN,
};
use crate::{
    address, proficiency,
    record::{Language, Link, Profile, Skill},
    text,
};

/// A profile as a JSON Resume. What the profile has no place for is written from `extra`.
#[must_use]
pub fn write(profile: &Profile) -> Value {
    let mut document = profile.extra.clone();
    if !document.contains_key("$schema") {
        document.insert("$schema".to_owned(), json!(SCHEMA));
    }
    document.insert("basics".to_owned(), Value::Object(basics(profile)));
    let mut section = |name: &str, entries: Vec<Value>| {
        if !entries.is_empty() {
            document.insert(name.to_owned(), Value::Array(entries));
        }
    };
    section("work", work(profile));
    section("volunteer", volunteer(profile));
    section("education", education(profile));
    section("awards", awards(profile));
    section("certificates", certificates(profile));
    section("publications", publications(profile));
    section("projects", projects(profile));
    section("skills", skills(&profile.skills));
    section(
        "languages",
        profile.languages.iter().map(language).collect(),
    );
    Value::Object(document)
}

fn basics(profile: &Profile) -> Map<String, Value> {
    let kept = match profile.extra.get("basics") {
        Some(Value::Object(kept)) => kept.clone(),
        _ => Map::new(),
    };
    let has_own_label =
        |link: &Link| !link.label.is_empty() && link.label != address::host(&link.url);
    let (main, others) = match profile.links.split_first() {
        Some((first, others)) if !has_own_label(first) => (Some(first), others),
        _ => (None, profile.links.as_slice()),
    };
    let mut accounts: Vec<Value> = Vec::new();
    let mut known = match kept.get("profiles") {
        Some(Value::Array(known)) => known.clone(),
        _ => Vec::new(),
    };
    for (index, link) in others.iter().enumerate() {
        let same = |account: &Value| {
            account.get("url").and_then(Value::as_str) == Some(link.url.as_str())
                && account
                    .get("network")
                    .and_then(Value::as_str)
                    .unwrap_or_default()
                    == link.label
        };
        let entry = match known.iter().position(same) {
            Some(at) => match known.remove(at) {
                Value::Object(map) => Entry(map),
                _ => Entry(Map::new()),
            },
            None => Entry(Map::new()),
        };
        let mut entry = entry
            .text("network", &link.label)
            .address("url", Some(&link.url));
        if main == Some(link) || others.iter().take(index).any(|other| other == link) {
            entry.own(AGAIN, json!(true));
        }
        accounts.push(entry.value());
    }
    // An account with an address that is no link any more was removed by the person.
    known.retain(|account| {
        account
            .get("url")
            .and_then(shape::text)
            .as_deref()
            .and_then(crate::address::web)
            .is_none()
    });
    accounts.append(&mut known);
    let mut entry = Entry::new(&kept)
        .text("label", &profile.headline)
        .block("summary", &profile.summary)
        .address("url", main.map(|link| &link.url));
    if let Some(main) = main.filter(|link| !link.label.is_empty()) {
        entry.own(LABEL, json!(main.label));
    }
    let place_line = text::plain_line(&profile.location);
    entry.as_typed("location", &profile.location, &place_line);
    let mut basics = entry.0;
    if accounts.is_empty() {
        basics.remove("profiles");
    } else {
        basics.insert("profiles".to_owned(), Value::Array(accounts));
    }
    place(&mut basics, &place_line);
    basics
}

/// The place as the object that the schema asks for: the one that was read, unless the person has changed the place since.
fn place(basics: &mut Map<String, Value>, location: &str) {
    let kept = basics.remove("location");
    let said = kept.as_ref().and_then(shape::place).unwrap_or_default();
    let unchanged = text::line(&said) == location;
    let mut parts = match kept {
        Some(Value::Object(parts)) => parts,
        _ => Map::new(),
    };
    if !unchanged || parts.is_empty() {
        for key in [
            "locality",
            "town",
            "region",
            "state",
            "countryCode",
            "country",
            "countryName",
            "name",
            "text",
            "formatted",
            "city",
        ] {
            parts.remove(key);
        }
        if !location.is_empty() {
            parts.insert("city".to_owned(), json!(escaped(location)));
        }
    }
    if !parts.is_empty() {
        basics.insert("location".to_owned(), Value::Object(parts));
    }
}

fn work(profile: &Profile) -> Vec<Value> {
    let jobs = profile.employments.iter().enumerate().map(|(index, job)| {
        let mut entry = Entry::new(&job.extra)
            .text("name", &job.company)
            .text("position", &job.title)
            .text("location", &job.location)
            .date("startDate", job.started_on)
            .date("endDate", job.ended_on)
            .statements("summary", &job.description, &job.claims);
        if job.current {
            entry.0.insert("isCurrentRole".to_owned(), json!(true));
        }
        let mut earlier = profile.employments.iter().take(index);
        if earlier.any(|known| repeats(job, known)) {
            entry.own(AGAIN, json!(true));
        }
        entry.value()
    });
    jobs.collect()
}

fn volunteer(profile: &Profile) -> Vec<Value> {
    let entries = profile.volunteering.iter().map(|item| {
        Entry::new(&item.extra)
            .text("organization", &item.organization)
            .text("position", &item.role)
            .text("cause", &item.cause)
            .date("startDate", item.started_on)
            .date("endDate", item.ended_on)
            .statements("summary", &item.description, &item.claims)
            .value()
    });
    entries.collect()
}

fn education(profile: &Profile) -> Vec<Value> {
    let entries = profile.educations.iter().map(|item| {
        Entry::new(&item.extra)
            .text("institution", &item.school)
            .text("studyType", &item.degree)
            .text("area", &item.field)
            .date("startDate", item.started_on)
            .date("endDate", item.ended_on)
            .statements("summary", &item.description, &item.claims)
            .value()
    });
    entries.collect()
}

fn awards(profile: &Profile) -> Vec<Value> {
    let entries = profile.awards.iter().map(|item| {
        Entry::new(&item.extra)
            .text("title", &item.title)
            .text("awarder", &item.issuer)
            .date("date", item.awarded_on)
            .block("summary", &item.description)
            .value()
    });
    entries.collect()
}

fn certificates(profile: &Profile) -> Vec<Value> {
    let entries = profile.certifications.iter().map(|item| {
        Entry::new(&item.extra)
            .text("name", &item.name)
            .text("issuer", &item.authority)
            .text("licenseNumber", &item.license_number)
            .address("url", item.url.as_ref())
            .date("date", item.issued_on)
            .date("expiryDate", item.expires_on)
            .value()
    });
    entries.collect()
}

fn publications(profile: &Profile) -> Vec<Value> {
    let entries = profile.publications.iter().map(|item| {
        Entry::new(&item.extra)
            .text("name", &item.title)
            .text("publisher", &item.publisher)
            .address("url", item.url.as_ref())
            .date("releaseDate", item.published_on)
            .block("summary", &item.description)
            .value()
    });
    entries.collect()
}

fn projects(profile: &Profile) -> Vec<Value> {
    let entries = profile.projects.iter().map(|item| {
        Entry::new(&item.extra)
            .text("name", &item.name)
            .address("url", item.url.as_ref())
            .date("startDate", item.started_on)
            .date("endDate", item.ended_on)
            .statements("description", &item.description, &item.claims)
            .value()
    });
    entries.collect()
}

/// Skills, neighbours of one group together, behind the skill with the name of the group if that is before them.
fn skills(skills: &[Skill]) -> Vec<Value> {
    let is_head = |first: &Skill, next: &Skill| {
        first.group.is_empty() && first.name == next.group && !is_group(&first.name)
    };
    let runs = skills.chunk_by(|first, next| {
        let among = first.group == next.group && next.extra == shared(&first.extra);
        let is_next = among || next.extra.is_empty() && is_head(first, next);
        !next.group.is_empty() && is_next
    });
    runs.flat_map(parted).filter_map(group).collect()
}

/// A skill apart from the group of its name, if both in one entry would be read as the group alone.
fn parted(run: &[Skill]) -> Vec<&[Skill]> {
    match run.split_first() {
        Some((first, others)) if first.group.is_empty() && heads(&first.name, names(others)) => {
            vec![std::slice::from_ref(first), others]
        }
        _ => vec![run],
    }
}

fn names(skills: &[Skill]) -> impl Iterator<Item = &str> {
    skills.iter().map(|skill| skill.name.as_str())
}

/// An entry of neighbours. That its name is no skill of the profile is added, if it would be read as one.
fn group(run: &[Skill]) -> Option<Value> {
    let (first, others) = run.split_first()?;
    let entry = Entry::new(&first.extra);
    let (name, words, is_skill) = if first.group.is_empty() {
        (&first.name, others, true)
    } else {
        (&first.group, run, false)
    };
    let mut entry = entry.text("name", name);
    if !words.is_empty() {
        let words: Vec<String> = words.iter().map(|skill| escaped(&skill.name)).collect();
        entry.0.insert("keywords".to_owned(), json!(words));
    }
    if !is_skill && !heads(name, names(words)) {
        entry.own("group", json!(name));
    }
    Some(entry.value())
}

/// A language; the person's own words, if they still mean the proficiency of the profile. Where that would be read in another way, both are
/// added.
fn language(language: &Language) -> Value {
    let (level, stated) = (language.proficiency, language.stated.as_str());
    let fluency = proficiency::fluency(level, stated);
    let mut entry = Entry::new(&language.extra)
        .text("language", &language.name)
        .text("fluency", fluency);
    let is_whole = proficiency::name_and_level(&language.name).1.is_none();
    if !is_whole || proficiency::read(fluency) != (level, stated.to_owned()) {
        entry.own("proficiency", json!(level));
        entry.own("stated", json!(stated));
    }
    entry.value()
}
