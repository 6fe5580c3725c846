//! An entry of a document while it is written, key by key.

use serde_json::{Map, Value, json};

use super::{
    claims::beside,
    html,
    typed::{OWN, TEXTS},
};
use crate::{bullets::split as statements, date::PartialDate, text};

/// An entry that is written key by key; empty values are left out.
pub struct Entry(pub Map<String, Value>);

impl Entry {
    /// Starts with the keys that the profile has no place for.
    pub fn new(extra: &Map<String, Value>) -> Self {
        Self(extra.clone())
    }

    /// A line; as it was typed beside it, if that is another one.
    pub fn text(self, key: &str, value: &str) -> Self {
        self.typed(key, value, &text::plain_line(value))
    }

    /// The same for a text of several lines.
    pub fn block(self, key: &str, value: &str) -> Self {
        self.typed(key, value, &text::plain_block(value))
    }

    fn typed(mut self, key: &str, value: &str, plain: &str) -> Self {
        if !plain.is_empty() {
            self.0.insert(key.to_owned(), json!(escaped(plain)));
            self.as_typed(key, value, plain);
        }
        self
    }

    /// Adds a text as it was typed, if it would be read in another way.
    pub fn as_typed(&mut self, key: &str, value: &str, plain: &str) {
        if value == plain {
            return;
        }
        let mut texts = match self.0.get_mut(OWN).and_then(|own| own.get_mut(TEXTS)) {
            Some(Value::Object(texts)) => std::mem::take(texts),
            _ => Map::new(),
        };
        texts.insert(key.to_owned(), json!(value));
        self.own(TEXTS, Value::Object(texts));
    }

    /// Adds what the keys of the standard cannot say.
    pub fn own(&mut self, key: &str, value: Value) {
        match self.0.get_mut(OWN) {
            Some(Value::Object(own)) => {
                own.insert(key.to_owned(), value);
            }
            _ => {
                self.0.insert(OWN.to_owned(), json!({ key: value }));
            }
        }
    }

    /// An address.
    pub fn address(mut self, key: &str, value: Option<&String>) -> Self {
        if let Some(value) = value {
            self.0.insert(key.to_owned(), json!(value));
        }
        self
    }

    /// A date.
    pub fn date(mut self, key: &str, value: Option<PartialDate>) -> Self {
        if let Some(value) = value {
            self.0.insert(key.to_owned(), json!(value.to_string()));
        }
        self
    }

    /// The description, and as a list what it does not say. Where that would be read in another order, the order is added.
    pub fn statements(mut self, key: &str, description: &str, claims: &[String]) -> Self {
        self = self.block(key, description);
        let list = beside(description, claims);
        // An entry of the list is one line; a statement of several is written whole beside it.
        let list: Vec<String> = list.iter().map(|claim| text::plain_line(claim)).collect();
        let mut read = statements(description);
        for claim in &list {
            if !read.contains(claim) {
                read.push(claim.clone());
            }
        }
        if !list.is_empty() {
            let list: Vec<String> = list.iter().map(|claim| escaped(claim)).collect();
            self.0.insert("highlights".to_owned(), json!(list));
        }
        if read != claims {
            self.own("claims", json!(claims));
        }
        self
    }

    /// The entry.
    pub fn value(self) -> Value {
        Value::Object(self.0)
    }
}

/// The text such that decoding its entities gives it back, and what looks like elements of HTML stays.
pub fn escaped(value: &str) -> String {
    if html::text(value) != value {
        value.replace('&', "&amp;").replace('<', "&lt;")
    } else if text::block(value) == text::plain_block(value) {
        value.to_owned()
    } else {
        value.replace('&', "&amp;")
    }
}
