//! What one payload of a board amounts to: the postings, those we could not use, and what their absence proves.

use std::collections::HashSet;

use serde_json::Value;
use thiserror::Error;

use super::record::PostingRecord;

/// More entries than any real board has in one payload.
pub const ENTRIES_MAX: usize = 10_000;

/// The postings of one payload.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listing {
    /// Those we can use.
    pub postings: Vec<PostingRecord>,
    /// Those we can't, each with the reason.
    pub skipped: Vec<Skipped>,
    /// The ids of those that are advertised here, and whose details are still to be asked for.
    pub pending: Vec<String>,
    /// How many entries the payload had: `postings`, `skipped` and `pending` together.
    pub seen: usize,
    /// Another page follows.
    pub more: bool,
    /// The payload was one posting and not the board, so absence from it means nothing.
    pub single: bool,
}

impl Listing {
    /// The ids the board still advertises, used or not. A posting outside them, on all pages, is closed.
    pub fn present_ids(&self) -> impl Iterator<Item = &str> {
        let skipped = self
            .skipped
            .iter()
            .filter(|skipped| skipped.advertised)
            .filter_map(|skipped| skipped.external_id.as_deref());
        self.postings
            .iter()
            .map(|posting| posting.external_id.as_str())
            .chain(self.pending.iter().map(String::as_str))
            .chain(skipped)
    }

    /// Whether absence from this listing (and from its other pages) means that a posting was taken down.
    /// An entry whose id could not be read may be any posting, so one such entry proves nothing about the others.
    #[must_use]
    pub fn proves_absence(&self) -> bool {
        !self.single
            && self
                .skipped
                .iter()
                .all(|skipped| !skipped.advertised || skipped.external_id.is_some())
    }

    /// Reads every entry of a payload's list.
    pub(super) fn collect(
        entries: &[Value],
        read: fn(&Value) -> Result<PostingRecord, Skipped>,
    ) -> Self {
        let mut listing = Self {
            seen: entries.len(),
            ..Self::default()
        };
        let mut ids = HashSet::new();
        for entry in entries {
            match read(entry) {
                Ok(posting) if ids.insert(posting.external_id.clone()) => {
                    listing.postings.push(posting)
                }
                Ok(posting) => listing.skipped.push(Skipped::bad(
                    Some(posting.external_id),
                    "the id appears twice",
                )),
                Err(skipped) => listing.skipped.push(skipped),
            }
        }
        listing
    }
}

/// An entry we do not use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// The board's id, if it could be read.
    pub external_id: Option<String>,
    /// Why, in words for the operator.
    pub reason: String,
    /// The board advertises it, only we can't use it: it must not be closed as absent.
    /// False for what the board itself holds back, such as an unlisted posting, and for what can't be stored anyway.
    pub advertised: bool,
}

impl Skipped {
    /// One that is advertised, and of no use to us for this reason.
    #[must_use]
    pub fn bad(external_id: Option<String>, reason: &str) -> Self {
        Self {
            external_id,
            reason: reason.to_owned(),
            advertised: true,
        }
    }

    /// One that the board holds back, or that cannot be stored.
    #[must_use]
    pub fn withheld(external_id: Option<String>, reason: &str) -> Self {
        Self {
            external_id,
            reason: reason.to_owned(),
            advertised: false,
        }
    }
}

/// A payload that is not what this kind of board sends.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("not a {board} payload: expected {expected}, found {found}")]
pub struct ParseError {
    board: &'static str,
    expected: &'static str,
    found: String,
}

impl ParseError {
    /// A payload of something else than was expected.
    #[must_use]
    pub const fn new(board: &'static str, expected: &'static str, found: String) -> Self {
        Self {
            board,
            expected,
            found,
        }
    }

    pub(super) fn shape(board: &'static str, expected: &'static str, found: &Value) -> Self {
        Self {
            board,
            expected,
            found: describe(found),
        }
    }
}

/// The payload as JSON; a byte order mark is tolerated.
pub(super) fn json(board: &'static str, payload: &[u8]) -> Result<Value, ParseError> {
    let payload = payload.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(payload);
    serde_json::from_slice(payload).map_err(|error| {
        let markup = payload.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'<');
        let found = if markup {
            "HTML or XML".to_owned()
        } else {
            format!("{} bytes that are not JSON ({error})", payload.len())
        };
        ParseError {
            board,
            expected: "JSON",
            found,
        }
    })
}

/// The list of entries, if `value` is one of bearable length.
pub(super) fn entries<'a>(
    board: &'static str,
    expected: &'static str,
    value: Option<&'a Value>,
    payload: &Value,
) -> Result<&'a [Value], ParseError> {
    let Some(Value::Array(list)) = value else {
        return Err(ParseError::shape(board, expected, payload));
    };
    if list.len() > ENTRIES_MAX {
        let found = format!("a list of {}", list.len());
        return Err(ParseError {
            board,
            expected: "at most 10000 postings",
            found,
        });
    }
    Ok(list)
}

/// The payload's shape in a few words, without its content: that may be anything.
fn describe(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(_) => "a boolean".to_owned(),
        Value::Number(_) => "a number".to_owned(),
        Value::String(_) => "a string".to_owned(),
        Value::Array(list) => format!("a list of {}", list.len()),
        Value::Object(map) if map.get("ok") == Some(&Value::Bool(false)) => {
            "a refusal (\"ok\": false)".to_owned()
        }
        Value::Object(map) if map.contains_key("error") || map.contains_key("errors") => {
            "an error message".to_owned()
        }
        Value::Object(map) => format!("an object with {} other fields", map.len()),
    }
}
