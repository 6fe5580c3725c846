//! The shapes that the schema asks of keys which the profile has no place for.

use serde_json::{Map, Value};

use crate::{journal::Journal, report::FindingKind};

/// The shape of a value.
#[derive(Clone, Copy)]
pub enum Shape {
    /// A string.
    Text,
    /// A string that is an address with its scheme.
    Uri,
    /// A string that is an e-mail address.
    Email,
    /// A list of strings.
    Texts,
    /// An object, with the shapes of some of its keys.
    Object(Keys),
    /// A list of such objects.
    Objects(Keys),
}

/// Keys and their shapes.
pub type Keys = &'static [(&'static str, Shape)];

const LOCATION: Keys = &[
    ("address", Shape::Text),
    ("postalCode", Shape::Text),
    ("city", Shape::Text),
    ("countryCode", Shape::Text),
    ("region", Shape::Text),
];
const ACCOUNT: Keys = &[
    ("network", Shape::Text),
    ("username", Shape::Text),
    ("url", Shape::Uri),
];
/// The keys of the document itself.
pub const DOCUMENT: Keys = &[
    ("$schema", Shape::Uri),
    (
        "interests",
        Shape::Objects(&[("name", Shape::Text), ("keywords", Shape::Texts)]),
    ),
    (
        "references",
        Shape::Objects(&[("name", Shape::Text), ("reference", Shape::Text)]),
    ),
    (
        "meta",
        Shape::Object(&[
            ("canonical", Shape::Uri),
            ("version", Shape::Text),
            ("lastModified", Shape::Text),
        ]),
    ),
];
/// The keys of the section of the person.
pub const BASICS: Keys = &[
    ("name", Shape::Text),
    ("image", Shape::Text),
    ("email", Shape::Email),
    ("phone", Shape::Text),
    ("location", Shape::Object(LOCATION)),
    ("profiles", Shape::Objects(ACCOUNT)),
];
/// The keys of a job.
pub const WORK: Keys = &[("description", Shape::Text), ("url", Shape::Uri)];
/// The keys of unpaid work.
pub const VOLUNTEER: Keys = &[("url", Shape::Uri)];
/// The keys of a school.
pub const EDUCATION: Keys = &[
    ("url", Shape::Uri),
    ("score", Shape::Text),
    ("courses", Shape::Texts),
];
/// The keys of a skill.
pub const SKILL: Keys = &[("level", Shape::Text)];
/// The keys of a project.
pub const PROJECT: Keys = &[
    ("keywords", Shape::Texts),
    ("roles", Shape::Texts),
    ("entity", Shape::Text),
    ("type", Shape::Text),
];
/// No keys: a section whose keys of the schema all have a place in the profile.
pub const NONE: Keys = &[];

/// The map with each known key in its shape. A value that cannot have it is kept under the key with `x-` before it; an empty one is left out.
pub fn conform(map: Map<String, Value>, keys: Keys, notes: &mut Journal) -> Map<String, Value> {
    let mut conformed = Map::new();
    let mut misfits = Vec::new();
    for (key, value) in map {
        match keys.iter().find(|(name, _)| *name == key) {
            None => {
                conformed.insert(key, value);
            }
            Some((_, shape)) => match fit(&value, *shape, notes) {
                Some(fitted) => {
                    conformed.insert(key, fitted);
                }
                None if is_empty(&value) => {}
                None => misfits.push((key, value)),
            },
        }
    }
    for (key, value) in misfits {
        let name = format!("x-{key}");
        if conformed.contains_key(&name) {
            let message = format!("\"{key}\" is not what the schema says, and was left out.");
            notes.add(FindingKind::Unreadable, message);
        } else {
            conformed.insert(name, value);
        }
    }
    conformed
}

/// Whether a value says nothing.
pub fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(map) => map.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

fn fit(value: &Value, shape: Shape, notes: &mut Journal) -> Option<Value> {
    match (shape, value) {
        (Shape::Text, Value::String(_)) => Some(value.clone()),
        (Shape::Text, Value::Number(number)) => Some(Value::String(number.to_string())),
        (Shape::Text, Value::Bool(truth)) => Some(Value::String(truth.to_string())),
        (Shape::Uri, Value::String(text)) => uri(text).map(Value::String),
        (Shape::Email, Value::String(text)) if is_email(text) => Some(value.clone()),
        (Shape::Texts, Value::String(text)) if !text.trim().is_empty() => {
            Some(Value::Array(vec![value.clone()]))
        }
        (Shape::Texts, Value::Array(items)) => items
            .iter()
            .map(|item| fit(item, Shape::Text, notes))
            .collect::<Option<Vec<_>>>()
            .map(Value::Array),
        (Shape::Object(keys), Value::Object(map)) => {
            Some(Value::Object(conform(map.clone(), keys, notes)))
        }
        (Shape::Objects(keys), Value::Object(map)) if !map.is_empty() => {
            Some(Value::Array(vec![Value::Object(conform(
                map.clone(),
                keys,
                notes,
            ))]))
        }
        (Shape::Objects(keys), Value::Array(items)) => items
            .iter()
            .map(|item| match (item, keys.first()) {
                (Value::Object(map), _) => Some(Value::Object(conform(map.clone(), keys, notes))),
                (Value::String(_), Some((name, Shape::Text))) => Some(Value::Object(
                    Map::from_iter([((*name).to_owned(), item.clone())]),
                )),
                _ => None,
            })
            .collect::<Option<Vec<_>>>()
            .map(Value::Array),
        _ => None,
    }
}

/// The address in a form that the schema's `uri` accepts: as written if it is one, else with `https://` if it is a host without a scheme.
fn uri(text: &str) -> Option<String> {
    let text = text.trim();
    let plain = |text: &str| {
        text.chars()
            .all(|c| c.is_ascii_graphic() && !"\"<>\\^`{|}".contains(c))
    };
    match url::Url::parse(text) {
        Ok(_) if plain(text) => Some(text.to_owned()),
        Ok(url) if plain(url.as_str()) => Some(url.into()),
        _ => crate::address::web(text),
    }
}

/// Whether a text is an e-mail address in its usual form.
fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else {
        return false;
    };
    let dotted = |text: &str, extra: &str| {
        text.split('.').all(|part| {
            !part.is_empty()
                && part.len() <= 63
                && !part.starts_with('-')
                && !part.ends_with('-')
                && part
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || extra.contains(c))
        })
    };
    name.len() <= 64 && host.len() <= 250 && dotted(name, "_%+-") && dotted(host, "-")
}
