//! The sections of a document, one after another.

use serde_json::{Map, Value};

use super::{
    ENTRIES_MAX, SCHEMA,
    conform::{self, Keys},
    fields::Fields,
    shape,
};
use crate::{
    journal::Journal,
    record::{
        Award, Certification, Education, Employment, Language, Profile, Project, Publication,
        Volunteering,
    },
    report::FindingKind,
};

mod basics;
mod languages;
mod levels;
mod skills;
mod work;

pub use basics::LABEL;
pub use levels::skill_level;
pub use work::repeats;

/// Reads all sections of a document.
pub fn profile(mut document: Map<String, Value>, notes: &mut Journal) -> Profile {
    if document.get("$schema").and_then(Value::as_str) == Some(SCHEMA) {
        document.remove("$schema");
    }
    let mut profile = Profile::default();
    let person = first_of(
        &mut document,
        &[
            "basics",
            "personal",
            "personalInfo",
            "personalInformation",
            "personalDetails",
            "header",
        ],
    );
    let person = person.or_else(|| beside(&mut document));
    let basics = basics::read(person, &mut profile, notes);
    let work = take(
        &mut document,
        &[
            "work",
            "experience",
            "workExperience",
            "employment",
            "employmentHistory",
            "workHistory",
            "positions",
            "jobs",
            "experiences",
            "workExperiences",
            "professionalExperience",
            "employments",
        ],
    );
    profile.employments = work::read(work, notes);
    let volunteer = take(
        &mut document,
        &[
            "volunteer",
            "volunteering",
            "volunteerExperience",
            "volunteerWork",
        ],
    );
    profile.volunteering = section("volunteer", volunteer, "organization", notes, volunteering);
    let schools = take(
        &mut document,
        &["education", "educations", "educationHistory", "schools"],
    );
    profile.educations = section("education", schools, "institution", notes, education);
    let awards = take(&mut document, &["awards", "honors", "honours"]);
    profile.awards = section("awards", awards, "title", notes, award);
    let certificates = take(
        &mut document,
        &["certificates", "certifications", "licenses"],
    );
    profile.certifications = section("certificates", certificates, "name", notes, certification);
    let publications = take(&mut document, &["publications"]);
    profile.publications = section("publications", publications, "name", notes, publication);
    let projects = take(
        &mut document,
        &["projects", "portfolio", "personalProjects", "sideProjects"],
    );
    profile.projects = section("projects", projects, "name", notes, project);
    profile.skills = skills::read(
        first_of(
            &mut document,
            &["skills", "skillSet", "technicalSkills", "skillGroups"],
        ),
        notes,
    );
    profile.languages = languages::read(
        first_of(
            &mut document,
            &["languages", "spokenLanguages", "languageSkills"],
        ),
        notes,
    );
    notes.section("JSON Resume");
    profile.extra = conform::conform(document, conform::DOCUMENT, notes);
    if !basics.is_empty() {
        profile
            .extra
            .insert("basics".to_owned(), Value::Object(basics));
    }
    profile
}

/// The keys of the person, where they stand beside the sections.
fn beside(document: &mut Map<String, Value>) -> Option<Value> {
    let names = [
        "name", "label", "headline", "email", "phone", "image", "picture", "summary", "url",
        "website", "location", "profiles",
    ];
    let keys = names.iter().flat_map(|name| shape::keys_of(document, name));
    let keys: Vec<String> = keys.collect();
    let found: Map<String, Value> = keys
        .into_iter()
        .filter_map(|key| document.remove(&key).map(|value| (key, value)))
        .collect();
    (!found.is_empty()).then_some(Value::Object(found))
}

/// The first of these sections that says anything; the others stay.
fn first_of(document: &mut Map<String, Value>, names: &[&str]) -> Option<Value> {
    let keys = names.iter().flat_map(|name| shape::keys_of(document, name));
    let filled = |key: &String| {
        let value = document.get(key);
        value.is_some_and(|value| {
            !is_blank(value)
                && (value.is_array()
                    || value.is_object()
                    || key.len() == names.first().map_or(0, |name| name.len()))
        })
    };
    let key = keys.clone().find(filled).or_else(|| keys.clone().next())?;
    document.remove(&key)
}

/// The entries of all of these sections.
fn take(document: &mut Map<String, Value>, names: &[&str]) -> Option<Value> {
    let found: Vec<Value> = names
        .iter()
        .filter_map(|name| shape::remove(document, name))
        .collect();
    if found.is_empty() {
        return None;
    }
    Some(Value::Array(
        found.into_iter().flat_map(shape::entries).collect(),
    ))
}

/// Reads a section of entries. An entry that is a text alone is the value of its main key.
fn section<T>(
    name: &str,
    value: Option<Value>,
    main: &str,
    notes: &mut Journal,
    read: fn(&mut Fields<'_>) -> Option<T>,
) -> Vec<T>
where
    T: Kept,
{
    let Some(value) = value else {
        return Vec::new();
    };
    notes.section(name);
    let entries = limited(shape::entries(value), notes);
    let count = said(&entries);
    let mut items = Vec::new();
    for (index, entry) in entries.into_iter().enumerate() {
        notes.entry(index);
        let Some(map) = object(entry, main, notes) else {
            continue;
        };
        let source = notes.source();
        let mut fields = Fields::new(map, notes);
        if let Some(mut item) = read(&mut fields) {
            item.keep(source, fields.rest(T::KEYS));
            items.push(item);
        }
    }
    notes.read(name, count, items.len());
    items
}

/// The number of entries that say anything.
fn said(entries: &[Value]) -> usize {
    entries.iter().filter(|entry| !is_blank(entry)).count()
}

/// True for a value without any text, number or truth in it. Documents are at most as deep as is kept.
fn is_blank(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.iter().all(is_blank),
        Value::Object(map) => map.values().all(is_blank),
        other => conform::is_empty(other),
    }
}

/// The entries up to the limit, with a finding about the rest.
fn limited(mut entries: Vec<Value>, notes: &mut Journal) -> Vec<Value> {
    if entries.len() > ENTRIES_MAX {
        let message = format!(
            "The section has {} entries, and {ENTRIES_MAX} are read. Split the file to read the others.",
            entries.len()
        );
        notes.add(FindingKind::Cut, message);
        entries.truncate(ENTRIES_MAX);
    }
    entries
}

/// The keys of an entry; a text becomes the value of the main key, and anything else is in the report.
fn object(entry: Value, main: &str, notes: &mut Journal) -> Option<Map<String, Value>> {
    match entry {
        Value::Object(map) => Some(map),
        Value::String(text) if !text.trim().is_empty() => {
            Some(Map::from_iter([(main.to_owned(), Value::String(text))]))
        }
        other if conform::is_empty(&other) => None,
        other => {
            notes.unreadable("entry", &other.to_string());
            None
        }
    }
}

/// An item with its source and the keys that it has no field for.
trait Kept {
    /// The shapes of such keys in the schema.
    const KEYS: Keys;

    /// Sets both.
    fn keep(&mut self, source: crate::record::Source, extra: Map<String, Value>);
}

macro_rules! kept {
    ($($item:ty, $keys:expr;)*) => {$(
        impl Kept for $item {
            const KEYS: Keys = $keys;

            fn keep(&mut self, source: crate::record::Source, extra: Map<String, Value>) {
                self.source = source;
                self.extra = extra;
            }
        }
    )*};
}
kept! {
    Employment, conform::WORK;
    Volunteering, conform::VOLUNTEER;
    Education, conform::EDUCATION;
    Award, conform::NONE;
    Certification, conform::NONE;
    Publication, conform::NONE;
    Project, conform::PROJECT;
    Language, conform::NONE;
}

fn volunteering(fields: &mut Fields<'_>) -> Option<Volunteering> {
    let organization = fields.line(&["organization", "organisation", "company", "name"]);
    let role = fields.line(&["position", "role", "title"]);
    if organization.is_empty() {
        fields.incomplete("organization", &role);
        return None;
    }
    let (started_on, ended_on, _) = fields.span();
    let description = fields.block(&["summary", "description"]);
    Some(Volunteering {
        organization,
        role,
        cause: fields.line(&["cause"]),
        claims: fields.claims(&description),
        description,
        started_on,
        ended_on,
        ..Volunteering::default()
    })
}

fn education(fields: &mut Fields<'_>) -> Option<Education> {
    let school = fields.line(&["institution", "school", "university", "name"]);
    let degree = fields.line(&["studyType", "degree", "qualification"]);
    let field = fields.line(&["area", "field", "fieldOfStudy", "major"]);
    if school.is_empty() {
        fields.incomplete("institution", format!("{degree} {field}").trim());
        return None;
    }
    let (started_on, ended_on, _) = fields.span();
    let ended_on = ended_on.or_else(|| {
        fields.day(&[
            "graduationDate",
            "graduationYear",
            "graduated",
            "graduation",
        ])
    });
    let description = fields.block(&["summary", "description"]);
    Some(Education {
        school,
        degree,
        field,
        claims: fields.claims(&description),
        description,
        started_on,
        ended_on,
        ..Education::default()
    })
}

fn award(fields: &mut Fields<'_>) -> Option<Award> {
    let title = fields.line(&["title", "name"]);
    let issuer = fields.line(&["awarder", "issuer"]);
    if title.is_empty() {
        fields.incomplete("title", &issuer);
        return None;
    }
    Some(Award {
        title,
        issuer,
        awarded_on: fields.day(&["date", "awardedOn"]),
        description: fields.block(&["summary", "description"]),
        ..Award::default()
    })
}

fn certification(fields: &mut Fields<'_>) -> Option<Certification> {
    let name = fields.line(&["name", "title"]);
    let authority = fields.line(&["issuer", "authority", "organization"]);
    if name.is_empty() {
        fields.incomplete("name", &authority);
        return None;
    }
    Some(Certification {
        name,
        authority,
        license_number: fields.line(&["licenseNumber", "credentialId", "number"]),
        url: fields.url(&["url", "website"]),
        issued_on: fields.day(&["date", "issueDate", "startDate"]),
        expires_on: fields.day(&["expiryDate", "expirationDate", "endDate"]),
        ..Certification::default()
    })
}

fn publication(fields: &mut Fields<'_>) -> Option<Publication> {
    let title = fields.line(&["name", "title"]);
    let publisher = fields.line(&["publisher"]);
    if title.is_empty() {
        fields.incomplete("name", &publisher);
        return None;
    }
    Some(Publication {
        title,
        publisher,
        url: fields.url(&["url", "website"]),
        published_on: fields.day(&["releaseDate", "date"]),
        description: fields.block(&["summary", "description"]),
        ..Publication::default()
    })
}

fn project(fields: &mut Fields<'_>) -> Option<Project> {
    let name = fields.line(&["name", "title"]);
    if name.is_empty() {
        fields.incomplete("name", "");
        return None;
    }
    let (started_on, ended_on, _) = fields.span();
    let description = fields.block(&["description", "summary"]);
    Some(Project {
        name,
        url: fields.url(&["url", "website"]),
        claims: fields.claims(&description),
        description,
        started_on,
        ended_on,
        ..Project::default()
    })
}
