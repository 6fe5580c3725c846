//! The section about the person.

use serde_json::{Map, Value};

use crate::{
    address,
    journal::Journal,
    json_resume::{
        conform::{self, is_empty},
        fields::Fields,
        shape,
        typed::Own,
    },
    record::{Link, Profile},
    report::FindingKind,
    text::{HEADLINE_CHARS_MAX, LINE_CHARS_MAX, NAME_CHARS_MAX, quote},
};

/// The most links that are read.
const LINKS_MAX: usize = 100;
/// The key beside the person for the label of the first link, if that is its host.
pub const LABEL: &str = "urlLabel";

/// Reads the section into the profile; gives the keys that the profile has no place for.
pub fn read(
    value: Option<Value>,
    profile: &mut Profile,
    notes: &mut Journal,
) -> Map<String, Value> {
    notes.section("basics");
    // The section may be the only one of a list.
    let value = match value {
        Some(Value::Array(mut items)) if items.len() == 1 => items.pop(),
        other => other,
    };
    let map = match value {
        Some(Value::Object(map)) => map,
        None => return Map::new(),
        Some(other) => {
            if !is_empty(&other) {
                notes.add(FindingKind::Unreadable, no_object(&other));
                notes.read("basics", 1, 0);
            }
            return Map::new();
        }
    };
    let said = usize::from(!map.is_empty());
    let mut fields = Fields::new(map, notes);
    let own = fields.own();
    profile.headline = fields.line_of(&["label", "headline", "title"], HEADLINE_CHARS_MAX);
    profile.summary = fields.block(&["summary", "bio", "about"]);
    if let Some(place) = fields.take(&["location"]) {
        location(place, profile, &mut fields);
    }
    if let Some(url) = fields.url(&["url", "website", "homepage"]) {
        let label = own.as_ref().and_then(|own| own.get(LABEL)?.as_str());
        let label = label.filter(|label| *label == address::host(&url));
        profile.links.push(Link {
            label: label.unwrap_or_default().to_owned(),
            url,
            ..Link::default()
        });
    }
    let mut kept = Accounts::default();
    while let Some(value) = fields.take(&["profiles", "links"]) {
        accounts(value, profile, &mut kept, fields.notes);
    }
    kept.linked.append(&mut kept.others);
    if !kept.linked.is_empty() {
        fields.keep("profiles", Value::Array(kept.linked));
    }
    let rest = fields.rest(conform::BASICS);
    notes.read("basics", said, said);
    rest
}

/// What a finding says of a section that is no object.
fn no_object(value: &Value) -> String {
    let text = shape::text(value).unwrap_or_else(|| value.to_string());
    format!(
        "\"basics\" says only \"{}\". It takes an object with keys such as \"label\" (the headline), \"summary\", \"location\" and \"url\": write it so in the file, or enter what it says by hand.",
        quote(&text)
    )
}

fn location(place: Value, profile: &mut Profile, fields: &mut Fields<'_>) {
    let text = shape::place(&place).unwrap_or_default();
    let line = fields.notes.line("location", &text, LINE_CHARS_MAX);
    profile.location = fields.typed_place(line);
    match place {
        Value::Object(map) => {
            let city_only = map.len() == 1 && map.contains_key("city");
            if !city_only || profile.location.is_empty() {
                fields.keep("location", Value::Object(map));
            }
        }
        other if text.is_empty() => {
            fields.misfit("location", &other);
        }
        _ => {}
    }
}

/// Accounts that say more than a link can.
#[derive(Default)]
struct Accounts {
    /// Those of links.
    linked: Vec<Value>,
    /// Those without an address.
    others: Vec<Value>,
}

/// Reads the accounts with an address as links.
fn accounts(value: Value, profile: &mut Profile, kept: &mut Accounts, notes: &mut Journal) {
    for entry in shape::entries(value) {
        let mut map = match entry {
            Value::Object(map) => map,
            Value::String(url) => Map::from_iter([("url".to_owned(), Value::String(url))]),
            other if is_empty(&other) => continue,
            other => {
                notes.unreadable("profile", &other.to_string());
                continue;
            }
        };
        let own = Own::take(&mut map);
        let url = map.get("url").and_then(shape::address);
        let Some(url) = url.as_deref().and_then(address::web) else {
            if map.values().any(|value| !is_empty(value)) {
                notes.add(FindingKind::Incomplete, no_link(&map, url.as_deref()));
                kept.others.push(Value::Object(map));
            }
            continue;
        };
        let label = map.get("network").and_then(shape::text).unwrap_or_default();
        let label = notes.line("network", &label, NAME_CHARS_MAX);
        let label = own.line(&["network"], label, NAME_CHARS_MAX);
        let link = Link {
            label,
            url,
            ..Link::default()
        };
        if !own.again && profile.links.contains(&link) || profile.links.len() >= LINKS_MAX {
            let message = format!(
                "The link {} is there twice, or beyond {LINKS_MAX} links.",
                link.url
            );
            notes.add(FindingKind::Duplicate, message);
            continue;
        }
        let more = map
            .iter()
            .any(|(key, value)| !["network", "url"].contains(&key.as_str()) && !is_empty(value));
        if more {
            map.insert("url".to_owned(), Value::String(link.url.clone()));
            map.insert("network".to_owned(), Value::String(link.label.clone()));
            kept.linked.push(Value::Object(map));
        }
        profile.links.push(link);
    }
}

/// What a finding says of an account without an address.
fn no_link(map: &Map<String, Value>, url: Option<&str>) -> String {
    let part = |key: &str| map.get(key).and_then(shape::text);
    let names = [part("network"), part("username")].into_iter().flatten();
    let names = names.filter(|name| !name.trim().is_empty());
    let name = names.collect::<Vec<_>>().join(" ");
    let profile = match name.as_str() {
        "" => "A profile".to_owned(),
        name => format!("The profile \"{}\"", quote(name)),
    };
    let lack = match url.filter(|url| !url.trim().is_empty()) {
        Some(url) => format!("has no address of a page, but \"{}\"", quote(url)),
        None => "has no address".to_owned(),
    };
    format!(
        "{profile} {lack}, so that it is no link: it is kept for the next export only. Add its \"url\" in the file, or enter the link by hand."
    )
}
