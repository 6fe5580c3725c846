//! A mutation as it was asked for by an actor who only proposes: what a proposal stores, and what came of it.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use serde_json::{Map, Value};

use crate::types::id::AgentProposalId;

/// The input field that states a version.
const VERSION: &str = "expectedVersion";

/// A mutation with its input.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The name of the mutation.
    pub mutation: String,
    /// Its input, without what belongs to the request alone.
    pub input: Map<String, Value>,
    /// Why, in the words of who asks.
    pub reason: Option<String>,
    /// True if the input may state a version.
    pub takes_version: bool,
    /// The version that the mutation met first.
    pub version: Arc<OnceLock<i32>>,
    /// What the mutation took for fields that were left out.
    pub taken: Arc<Mutex<Map<String, Value>>>,
    /// Where the payload looks for the proposal that was made.
    pub made: Arc<OnceLock<AgentProposalId>>,
}

impl Asked {
    /// The input for the version that the mutation met, and with what it took for fields that were left out: accepted later, it does the same, or
    /// is refused if the object has changed since.
    #[must_use]
    pub fn bound_input(&self) -> Value {
        let mut input = self.input.clone();
        let is_stated = input.get(VERSION).is_some_and(|stated| !stated.is_null());
        if let Some(version) = self.version.get()
            && self.takes_version
            && !is_stated
        {
            input.insert(VERSION.to_owned(), (*version).into());
        }
        let taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        for (field, value) in taken.iter() {
            if input.get(field).is_none_or(Value::is_null) {
                input.insert(field.clone(), value.clone());
            }
        }
        Value::Object(input)
    }

    /// Notes what the mutation takes for a field that may be left out, such as the day of today.
    pub(super) fn note_taken(&self, field: &str, value: Value) {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        taken.insert(field.to_owned(), value);
    }

    /// Remembers the version of the object, if it is the first one that the mutation checks.
    pub(super) fn note_version(&self, current: i32) {
        let _ = self.version.set(current);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::{Value, json};

    use super::Asked;

    fn bound(input: &Value, takes_version: bool) -> Value {
        let asked = Asked {
            mutation: "move".into(),
            input: input.as_object().expect("an object").clone(),
            reason: None,
            takes_version,
            version: Arc::default(),
            taken: Arc::default(),
            made: Arc::default(),
        };
        asked.note_version(3);
        asked.note_version(4);
        asked.bound_input()
    }

    #[test]
    fn what_was_left_out_is_what_was_taken() {
        let asked = Asked {
            mutation: "move".into(),
            input: json!({ "to": "APPLIED", "reason": null })
                .as_object()
                .expect("an object")
                .clone(),
            reason: None,
            takes_version: false,
            version: Arc::default(),
            taken: Arc::default(),
            made: Arc::default(),
        };
        asked.note_taken("to", json!("OFFER"));
        asked.note_taken("reason", json!("none"));
        asked.note_taken("occurredOn", json!("2026-11-29"));
        let bound = json!({ "to": "APPLIED", "reason": "none", "occurredOn": "2026-11-29" });
        assert_eq!(asked.bound_input(), bound);
    }

    #[test]
    fn an_input_is_bound_to_the_version_that_it_states_or_met_first() {
        let bare = json!({ "id": "x" });
        let met = json!({ "id": "x", "expectedVersion": 3 });
        assert_eq!(bound(&bare, true), met);
        assert_eq!(
            bound(&json!({ "id": "x", "expectedVersion": null }), true),
            met
        );
        let stated = json!({ "expectedVersion": 2 });
        assert_eq!(bound(&stated, true), stated);
        assert_eq!(bound(&bare, false), bare);
    }
}
