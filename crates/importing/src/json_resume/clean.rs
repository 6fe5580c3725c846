//! The document without characters that are never shown, in keys and texts, and without what is nested too deeply.

use serde_json::{Map, Value};

use super::{
    DEPTH_MAX,
    typed::{self, OWN},
};
use crate::{
    journal::Journal,
    report::FindingKind,
    text::{quote, quoted_list},
};

/// The most places with such characters that are named, and that are counted.
const NAMED_MAX: usize = 5;
const COUNTED_MAX: usize = 1_000;

/// The document, with findings about what was left out of it.
pub fn cleaned(document: Map<String, Value>, notes: &mut Journal) -> Map<String, Value> {
    let mut cleaner = Cleaner::default();
    let document = cleaner.map(document, DEPTH_MAX);
    if cleaner.cut {
        notes.add(
            FindingKind::Cut,
            format!("Values that are nested deeper than {DEPTH_MAX} levels were left out."),
        );
    }
    if !cleaner.hidden.is_empty() {
        let message = format!(
            "Control characters, which are never shown, were left out of {}. Complete the texts, if they stood for others.",
            quoted_list(&cleaner.hidden, NAMED_MAX)
        );
        notes.add(FindingKind::Encoding, message);
    }
    document
}

#[derive(Default)]
struct Cleaner {
    /// The keys to the present value.
    path: Vec<String>,
    /// True inside of what an export of ours adds, with texts as they were typed.
    is_own: bool,
    /// True if something was nested too deeply.
    cut: bool,
    /// The paths of texts that had control characters: `basics.label`.
    hidden: Vec<String>,
}

impl Cleaner {
    fn map(&mut self, map: Map<String, Value>, depth: usize) -> Map<String, Value> {
        let mut clean = Map::new();
        for (key, value) in map {
            let shown = reading::text::visible(&key);
            self.path.push(quote(&shown));
            self.look(&key);
            let is_outer_own = self.is_own;
            self.is_own |= key == OWN;
            if let Some(value) = self.value(value, depth) {
                clean.insert(shown, value);
            }
            self.is_own = is_outer_own;
            self.path.pop();
        }
        clean
    }

    fn value(&mut self, value: Value, depth: usize) -> Option<Value> {
        if depth == 0 && (value.is_array() || value.is_object()) {
            self.cut = true;
            return None;
        }
        Some(match value {
            Value::String(text) => {
                self.look(&text);
                Value::String(if self.is_own {
                    typed::allowed(&text)
                } else {
                    reading::text::visible(&text)
                })
            }
            Value::Array(items) => {
                let items = items.into_iter();
                items
                    .filter_map(|item| self.value(item, depth - 1))
                    .collect()
            }
            Value::Object(map) => Value::Object(self.map(map, depth - 1)),
            other => other,
        })
    }

    /// Remembers the place of a text with characters whose loss may matter. Marks of direction and of breaks are no such.
    fn look(&mut self, text: &str) {
        let is_control = |c: char| c.is_control() && !matches!(c, '\n' | '\t' | '\r');
        if !text.contains(is_control) || self.hidden.len() >= COUNTED_MAX {
            return;
        }
        let path = self.path.join(".");
        if !self.hidden.contains(&path) {
            self.hidden.push(path);
        }
    }
}
