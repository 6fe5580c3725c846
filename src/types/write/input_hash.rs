//! The hash of a request's input: of its canonical JSON (after RFC 8785), so that it depends on the values and not on their
//! formatting or order.

use std::{collections::BTreeMap, fmt::Write as _};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::Value;
use sha2::{Digest, Sha256};

/// SHA-256 of the name of an operation and its canonical input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputHash(String);

impl InputHash {
    /// Hashes the input of a named operation.
    #[must_use]
    pub fn new(operation: &str, input: &Value) -> Self {
        let mut text = format!("{operation} ");
        write_canonical(&mut text, input);
        Self(sha256(text.as_bytes()))
    }

    /// The hash in base64url.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

pub(super) fn sha256(text: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(text))
}

/// Writes object members in the order of their names, without white space; numbers and texts as `serde_json` writes them.
fn write_canonical(text: &mut String, value: &Value) {
    match value {
        Value::Object(members) => {
            text.push('{');
            let sorted: BTreeMap<_, _> = members.iter().collect();
            for (i, (name, member)) in sorted.into_iter().enumerate() {
                if i > 0 {
                    text.push(',');
                }
                let _ = write!(text, "{}:", Value::from(name.as_str()));
                write_canonical(text, member);
            }
            text.push('}');
        }
        Value::Array(items) => {
            text.push('[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    text.push(',');
                }
                write_canonical(text, item);
            }
            text.push(']');
        }
        scalar => {
            let _ = write!(text, "{scalar}");
        }
    }
}
