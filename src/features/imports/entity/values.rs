//! The values of an item, as a plan compares and shows them.

use std::collections::BTreeMap;

use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

/// Fields that are lists: their values are compared one by one.
const LISTS: [&str; 5] = [
    "claims",
    "titles",
    "employmentTypes",
    "countries",
    "remoteModes",
];

/// The values of an item: for each field its text, nothing if it is not said, or several texts for a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct Values(pub BTreeMap<String, Vec<String>>);

impl Values {
    /// The field with the lines that an import added to the note of an application.
    pub const NOTE_LINES: &str = "noteLines";

    /// The texts of a field.
    #[must_use]
    pub fn of(&self, field: &str) -> &[String] {
        self.0.get(field).map_or(&[], Vec::as_slice)
    }

    /// The text of a field that is no list; empty if it is not said.
    #[must_use]
    pub fn text(&self, field: &str) -> &str {
        self.of(field).first().map_or("", String::as_str)
    }

    /// Sets the texts of a field.
    pub fn set(&mut self, field: &str, texts: Vec<String>) {
        self.0.insert(field.to_owned(), texts);
    }

    /// These values, and for what they do not say those of a base.
    #[must_use]
    pub fn or(&self, base: Option<&Self>) -> Self {
        let mut all = self.clone();
        for (field, texts) in base.iter().flat_map(|base| &base.0) {
            if all.of(field).is_empty() {
                all.set(field, texts.clone());
            }
        }
        all
    }

    /// True if the field is a part of another one, which an import compares and nobody is shown.
    #[must_use]
    pub fn is_inner(field: &str) -> bool {
        field == Self::NOTE_LINES
    }

    /// True if the field is a list.
    #[must_use]
    pub fn is_list(field: &str) -> bool {
        LISTS.contains(&field)
    }
}

/// What an item of a JSON Resume has beside the values of the profile; written again by an export.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(default, rename_all = "camelCase")]
pub struct Kept {
    /// Keys that the profile has no place for.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub keys: Map<String, Json>,
    /// The group of a skill.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub group: String,
    /// True if the file says that a job lasts.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub current: bool,
}

impl Kept {
    /// True if there is nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
