//! Documents of programs that keep the sections in an object of their own, beside the person: `{"basics": {…}, "sections": {…}}`.

use serde_json::{Map, Value};

use super::{has_section, shape};

/// The keys of such objects.
const HOLDERS: [&str; 6] = ["sections", "resume", "cv", "data", "content", "document"];
/// Sections that are keys of the person in the standard.
const OF_PERSON: [&str; 2] = ["summary", "profiles"];

/// The document with the sections of such an object beside the others, and the keys of those that cannot be there.
pub fn lifted(mut map: Map<String, Value>) -> (Map<String, Value>, Vec<String>) {
    let mut left = Vec::new();
    for holder in HOLDERS {
        let is_holder = |value: &Value| value.as_object().is_some_and(has_section);
        if !map.get(holder).is_some_and(is_holder) {
            continue;
        }
        let Some(Value::Object(inner)) = map.remove(holder) else {
            continue;
        };
        for (key, value) in plain(inner) {
            if !add(&mut map, &key, value) {
                left.push(format!("{holder}.{key}"));
            }
        }
    }
    (map, left)
}

/// Adds a section: to the person, as one of its own, or to the entries of the same name. False if there is no place for it.
fn add(map: &mut Map<String, Value>, key: &str, value: Value) -> bool {
    if let Some(person) = person(map, key) {
        person.insert(key.to_owned(), value);
        return true;
    }
    let same = shape::keys_of(map, key).into_iter().next();
    let Some(own) = same.and_then(|own| map.get_mut(&own)) else {
        map.insert(key.to_owned(), value);
        return true;
    };
    if !own.is_array() {
        return shape::entries(value).is_empty();
    }
    let mut entries = shape::entries(own.take());
    entries.extend(shape::entries(value));
    *own = Value::Array(entries);
    true
}

/// The sections, with the text of one that has it beside its settings.
pub fn plain(mut sections: Map<String, Value>) -> Map<String, Value> {
    let text = sections.get_mut("summary").and_then(|summary| {
        let has_settings = summary.get("name").is_some() || summary.get("id").is_some();
        let content = summary.as_object_mut()?.remove("content")?;
        (has_settings || summary.as_object()?.is_empty()).then_some(content)
    });
    if let Some(text) = text {
        sections.insert("summary".to_owned(), text);
    }
    sections
}

/// The person of a document, if this section belongs to it and is not there.
fn person<'m>(
    map: &'m mut Map<String, Value>,
    section: &str,
) -> Option<&'m mut Map<String, Value>> {
    let person = map.get_mut("basics")?.as_object_mut()?;
    (OF_PERSON.contains(&section) && !person.contains_key(section)).then_some(person)
}
