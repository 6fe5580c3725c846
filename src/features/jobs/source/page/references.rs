//! References of JSON-LD: `{"@id": "#organisation"}` means the object of the page with that id.

use std::collections::HashMap;

use serde_json::Value;

/// Fields of a posting that may refer to an object.
const FIELDS: &[&str] = &[
    "hiringOrganization",
    "jobLocation",
    "baseSalary",
    "identifier",
    "applicantLocationRequirements",
];
/// Deepest object that is referred to.
const DEPTH_MAX: usize = 16;

/// The objects of a page by their ids.
pub(super) struct Objects<'a>(HashMap<&'a str, &'a Value>);

impl<'a> Objects<'a> {
    pub fn of(values: &'a [Value]) -> Self {
        let mut objects = HashMap::new();
        for value in values {
            add(value, 0, &mut objects);
        }
        Self(objects)
    }

    /// The posting with the objects that it refers to. Only an object that has nothing but its id is a reference.
    pub fn filled(&self, posting: &Value) -> Value {
        let mut filled = posting.clone();
        for field in FIELDS {
            match filled.get_mut(*field) {
                Some(Value::Array(list)) => list.iter_mut().for_each(|value| self.fill(value)),
                Some(value) => self.fill(value),
                None => {}
            }
        }
        filled
    }

    fn fill(&self, value: &mut Value) {
        if let Some(object) = reference(value).and_then(|id| self.0.get(id)) {
            *value = (*object).clone();
        }
        // The address of a place may be a reference again.
        if let Some(address) = value.get_mut("address")
            && let Some(object) = reference(address).and_then(|id| self.0.get(id))
        {
            *address = (*object).clone();
        }
    }
}

fn reference(value: &Value) -> Option<&str> {
    let map = value.as_object()?;
    let is_bare = map.keys().all(|key| key == "@id" || key == "@type");
    map.get("@id").filter(|_| is_bare)?.as_str()
}

fn add<'a>(value: &'a Value, depth: usize, objects: &mut HashMap<&'a str, &'a Value>) {
    if depth > DEPTH_MAX {
        return;
    }
    match value {
        Value::Array(list) => list.iter().for_each(|item| add(item, depth + 1, objects)),
        Value::Object(map) => {
            let id = map.get("@id").and_then(Value::as_str);
            if let Some(id) = id.filter(|_| reference(value).is_none()) {
                objects.entry(id).or_insert(value);
            }
            map.values().for_each(|item| add(item, depth + 1, objects));
        }
        _ => {}
    }
}
