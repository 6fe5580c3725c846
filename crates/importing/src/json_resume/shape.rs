//! What a value says, whatever shape the file gives it.

use serde_json::{Map, Value};

use crate::date::{self, SlashOrder, Stated};

/// The longest text that each item of a group has.
const SHARED_CHARS_MAX: usize = 200;

/// The text of a value: a string, a number, the name inside an object, or a list of those.
pub fn text(value: &Value) -> Option<String> {
    text_at(value, 0)
}

fn text_at(value: &Value, depth: usize) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(items) if depth < 3 => {
            let said = items.iter().filter(|item| !item.is_null());
            let texts: Option<Vec<String>> = said.map(|item| text_at(item, depth + 1)).collect();
            Some(texts?.join(", "))
        }
        Value::Object(map) if depth < 3 => [
            "name",
            "title",
            "text",
            "value",
            "label",
            "description",
            "summary",
            "content",
        ]
        .iter()
        .find_map(|key| map.get(*key).and_then(|value| text_at(value, depth + 1))),
        _ => None,
    }
}

/// The address of a value: a string, or an object with one.
pub fn address(value: &Value) -> Option<String> {
    match value {
        Value::Object(map) => ["url", "href", "link", "uri"]
            .iter()
            .find_map(|key| map.get(*key).and_then(text)),
        other => text(other),
    }
}

/// The most keys of an object in which names are looked for that are not written as the standard writes them.
const KEYS_MAX: usize = 200;

/// The keys of an object under this name: as it is written, then as `start_date` or `StartDate` for `startDate`.
pub fn keys_of(map: &Map<String, Value>, name: &str) -> Vec<String> {
    let mut found = Vec::new();
    if map.contains_key(name) {
        found.push(name.to_owned());
    }
    if map.len() > KEYS_MAX {
        return found;
    }
    let like = |key: &&String| key.as_str() != name && folded(key).eq(folded(name));
    found.extend(map.keys().filter(like).cloned());
    found
}

fn folded(key: &str) -> impl Iterator<Item = char> {
    key.chars()
        .filter(|c| !matches!(c, '_' | '-' | ' '))
        .flat_map(char::to_lowercase)
}

/// Takes the value under a name out of an object.
pub fn remove(map: &mut Map<String, Value>, name: &str) -> Option<Value> {
    let key = keys_of(map, name).into_iter().next()?;
    map.remove(&key)
}

/// The text of a value that may be of several lines: a list is one line for each.
pub fn lines(value: &Value) -> Option<String> {
    match value {
        Value::Array(items) => {
            let texts: Option<Vec<String>> = items.iter().map(text).collect();
            Some(texts?.join("\n"))
        }
        other => text(other),
    }
}

/// The place that a value says: a string, or an object with a city.
pub fn place(value: &Value) -> Option<String> {
    match value {
        Value::Object(map) => {
            let part = |keys: &[&str]| {
                keys.iter()
                    .find_map(|key| map.get(*key).and_then(text))
                    .map(|part| part.trim().to_owned())
                    .filter(|part| !part.is_empty())
            };
            let parts: Vec<String> = [
                part(&["city", "locality", "town"]),
                part(&["region", "state"]),
                part(&["countryCode", "country", "countryName"]),
            ]
            .into_iter()
            .flatten()
            .collect();
            if parts.is_empty() {
                part(&["name", "text", "formatted"])
            } else {
                Some(parts.join(", "))
            }
        }
        other => text(other),
    }
}

/// True for a value that each item of a group may have, such as the roles of a company.
pub fn is_short(value: &Value) -> bool {
    match value {
        Value::String(text) => text.len() <= SHARED_CHARS_MAX,
        Value::Object(map) => {
            map.len() <= 8
                && map
                    .values()
                    .all(|value| !value.is_object() && is_short(value))
        }
        Value::Array(_) => false,
        _ => true,
    }
}

/// The entries of a section: those of a list, or the value itself.
pub fn entries(value: Value) -> Vec<Value> {
    match value {
        Value::Null => Vec::new(),
        Value::Array(items) => items,
        Value::Object(map) if map.is_empty() => Vec::new(),
        // A section of a builder, which has its entries beside its settings.
        Value::Object(mut map)
            if map.get("items").is_some_and(|items| {
                items
                    .as_array()
                    .is_some_and(|items| !items.is_empty() && items.iter().all(Value::is_object))
            }) =>
        {
            map.remove("items").map(entries).unwrap_or_default()
        }
        // A list that was written as an object with its indexes.
        Value::Object(map) if map.keys().all(|key| key.parse::<u32>().is_ok()) => {
            let mut items: Vec<(u32, Value)> = map
                .into_iter()
                .filter_map(|(key, item)| Some((key.parse().ok()?, item)))
                .collect();
            items.sort_by_key(|(index, _)| *index);
            items.into_iter().map(|(_, item)| item).collect()
        }
        other => vec![other],
    }
}

/// The date that a value states.
pub fn date(value: &Value) -> Stated {
    match value {
        Value::Null => Stated::Nothing,
        Value::String(text) => written(text),
        Value::Number(number) => digits(number.to_string().trim_end_matches(".0")),
        Value::Object(map) if map.is_empty() => Stated::Nothing,
        Value::Object(map) => of_parts(map),
        Value::Array(items) => {
            let part = |at: usize| items.get(at).and_then(part);
            dashed(part(0), part(1), part(2))
        }
        Value::Bool(_) => Stated::Unreadable,
    }
}

/// A text. The standard writes the year first, so that days and months are not in doubt; elsewhere they may be, and are then not read.
fn written(text: &str) -> Stated {
    let text = text.trim();
    if text.len() > 4 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return digits(text);
    }
    date::read_undecided(text)
}

/// A number: a year, or year, month and day without separators.
fn digits(text: &str) -> Stated {
    let dashed = match (text.len(), text.get(..4), text.get(4..)) {
        (6, Some(year), Some(month)) => format!("{year}-{month}"),
        (4 | 8, ..) => text.to_owned(),
        _ => return Stated::Unreadable,
    };
    date::read(&dashed, SlashOrder::MonthFirst)
}

fn of_parts(map: &Map<String, Value>) -> Stated {
    let get = |name: &str| {
        map.iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    };
    if let Some(Value::String(text)) = get("date").or_else(|| get("value")).or_else(|| get("iso")) {
        return written(text);
    }
    let year = get("year").and_then(part);
    let month = get("month").and_then(part);
    let day = get("day").and_then(part);
    if year.is_none()
        && month.is_none()
        && day.is_none()
        && map.values().any(|value| !value.is_null())
    {
        return Stated::Unreadable;
    }
    match (&year, &month) {
        (Some(year), Some(month)) if month.chars().any(char::is_alphabetic) => {
            let day = day.unwrap_or_default();
            date::read(&format!("{day} {month} {year}"), SlashOrder::MonthFirst)
        }
        _ => dashed(year, month, day),
    }
}

fn part(value: &Value) -> Option<String> {
    match value {
        Value::Number(number) => number.as_u64().map(|number| number.to_string()),
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        _ => None,
    }
}

fn dashed(year: Option<String>, month: Option<String>, day: Option<String>) -> Stated {
    let Some(year) = year else {
        return if month.is_none() && day.is_none() {
            Stated::Nothing
        } else {
            Stated::Unreadable
        };
    };
    let pad = |part: Option<String>| part.map(|part| format!("-{part:0>2}"));
    let month = pad(month);
    let day = month.as_ref().and(pad(day));
    let text = format!(
        "{year}{}{}",
        month.unwrap_or_default(),
        day.unwrap_or_default()
    );
    date::read(&text, SlashOrder::MonthFirst)
}
