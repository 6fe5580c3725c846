//! JSON Resume (<https://jsonresume.org>), schema 1.3: reads a document with the names and shapes that files have, and writes one that the
//! schema accepts. `read(write(profile))` is the profile again: keys without a place in the profile are kept in `extra`.

mod builder;
mod claims;
mod clean;
mod conform;
mod document;
mod entry;
mod fields;
mod groups;
mod html;
mod mend;
mod read;
mod repeated;
mod shape;
mod typed;
mod undated;
mod write;

use serde_json::{Map, Value};

use crate::{Imported, journal::Journal, refused::Refused, report::FindingKind};

pub use document::is_json;
pub(crate) use groups::is_group;
pub use read::skill_level;
pub use write::write;

/// The most bytes of a document.
pub const BYTES_MAX: usize = 5_000_000;
/// The most entries of a section.
pub const ENTRIES_MAX: usize = 1_000;
/// The deepest nesting of a value that is kept.
pub const DEPTH_MAX: usize = 32;

/// The address of the schema that `write` names.
pub const SCHEMA: &str =
    "https://raw.githubusercontent.com/jsonresume/resume-schema/master/schema.json";

/// The sections of the schema, and of the profile.
const SECTIONS: [&str; 13] = [
    "basics",
    "work",
    "volunteer",
    "education",
    "awards",
    "certificates",
    "publications",
    "skills",
    "languages",
    "interests",
    "references",
    "projects",
    "meta",
];
/// Other names of sections, which older and other files have.
const OTHER_NAMES: [&str; 10] = [
    "experience",
    "workExperience",
    "employment",
    "employmentHistory",
    "workHistory",
    "volunteering",
    "certifications",
    "honors",
    "honours",
    "portfolio",
];

/// Reads a document.
pub fn read(bytes: &[u8]) -> Result<Imported, Refused> {
    if bytes.len() > BYTES_MAX {
        return Err(Refused::too_large(bytes.len(), BYTES_MAX));
    }
    let mut notes = Journal::new("JSON Resume");
    let value = document::parse(bytes, &mut notes)?;
    let is_object = value.is_object();
    let (document, around) = sections(value).ok_or_else(|| unknown(is_object))?;
    if !around.is_empty() {
        let message = format!(
            "What is beside the résumé in this file was not read: {}.",
            crate::text::quote(&around.join(", "))
        );
        notes.add(FindingKind::Unassigned, message);
    }
    let document = clean::cleaned(document, &mut notes);
    undated::name_month_of_two(&document, &mut notes);
    let mut imported = Imported {
        profile: read::profile(document, &mut notes),
        ..Imported::default()
    };
    if imported.is_empty() {
        let message = "Nothing was read: the sections of this document are empty, or other findings say why. Mend the file, or export it anew, and import it again.";
        notes.section("JSON Resume");
        notes.add(FindingKind::Incomplete, message);
    }
    name_lost(&imported.profile.extra, &mut notes);
    imported.report = notes.report();
    Ok(imported)
}

/// Names keys without a field in the profile whose texts lack characters; they are kept for the next export as they are.
fn name_lost(extra: &Map<String, Value>, notes: &mut Journal) {
    let lost = |(key, value): &(&String, &Value)| {
        key.contains(char::REPLACEMENT_CHARACTER) || has_lost(value)
    };
    let keys = extra.iter().filter(lost);
    let keys: Vec<String> = keys
        .map(|(key, _)| key.replace(char::REPLACEMENT_CHARACTER, "?"))
        .collect();
    if !keys.is_empty() {
        let message = format!(
            "Characters were lost before this file was written, in what is kept for the next export ({}). Complete the texts in the file, and import it again.",
            crate::text::quote(&keys.join(", "))
        );
        notes.add(FindingKind::Encoding, message);
    }
}

fn has_lost(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains(char::REPLACEMENT_CHARACTER),
        Value::Array(items) => items.iter().any(has_lost),
        Value::Object(map) => map
            .iter()
            .any(|(key, value)| key.contains(char::REPLACEMENT_CHARACTER) || has_lost(value)),
        _ => false,
    }
}

/// The object with the sections, and the keys beside it: the value itself, the only one of a list, or one inside an object.
fn sections(value: Value) -> Option<(Map<String, Value>, Vec<String>)> {
    let map = match value {
        Value::Object(map) => map,
        Value::Array(mut items) if items.len() == 1 => match items.pop()? {
            Value::Object(map) => map,
            _ => return None,
        },
        _ => return None,
    };
    if has_section(&map) {
        return Some(builder::lifted(map));
    }
    let inside = |value: &Value| value.as_object().is_some_and(has_section);
    let mut keys = map.iter().filter(|(_, value)| inside(value));
    let (key, _) = keys.next()?;
    if keys.next().is_some() {
        return None;
    }
    let key = key.clone();
    let mut map = map;
    let found = map.remove(&key);
    let around = map.keys().cloned().collect();
    match found {
        Some(Value::Object(document)) => Some((builder::plain(document), around)),
        _ => None,
    }
}

fn has_section(map: &Map<String, Value>) -> bool {
    let names = SECTIONS.iter().chain(&OTHER_NAMES);
    names
        .into_iter()
        .any(|name| !shape::keys_of(map, name).is_empty())
}

fn unknown(is_object: bool) -> Refused {
    let what = if is_object {
        "This JSON has none of the sections of a JSON Resume (basics, work, education, skills)."
    } else {
        "This JSON is not one object with the sections of a JSON Resume (basics, work, education, skills)."
    };
    Refused::new(format!("{what} Export the file anew as JSON Resume."))
}

#[cfg(test)]
mod tests;
