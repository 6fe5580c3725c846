//! The result of parsing a payload: postings, unusable entries, and whether the absence of a posting means that it was closed.

use std::collections::HashSet;

use serde_json::Value;
use thiserror::Error;

use super::{
    payload::{Compressor, Payload},
    record::PostingRecord,
};
use crate::{features::jobs::entity::skip::SkipReason, platform::parallel::in_parallel};

/// Maximum number of entries in a payload; more than any real board has.
pub const ENTRIES_MAX: usize = 10_000;

/// The postings of one payload.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listing {
    /// The usable postings.
    pub postings: Vec<PostingRecord>,
    /// What the board sent of these postings, by their ids, for [`super::Connector::parse`]; a posting without one cannot be read again
    /// later.
    pub payloads: Vec<(String, Payload)>,
    /// The unusable entries, each with the reason.
    pub skipped: Vec<Skipped>,
    /// The ids of listed postings whose details have not been requested yet.
    pub pending: Vec<String>,
    /// The number of entries in the payload: `postings`, `skipped` and `pending` together.
    pub seen: usize,
    /// True if another page follows.
    pub more: bool,
    /// True if the payload was a single posting, so the absence of others means nothing.
    pub single: bool,
}

impl Listing {
    /// The ids that the board still lists, usable or not. A posting that is on no page is closed.
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

    /// True if a posting that is absent from this listing and its other pages was closed. An entry with an unreadable id may be any
    /// posting, so one such entry makes this false.
    #[must_use]
    pub fn proves_absence(&self) -> bool {
        !self.single
            && self
                .skipped
                .iter()
                .all(|skipped| !skipped.advertised || skipped.external_id.is_some())
    }

    /// Parses every entry of the list.
    pub(super) fn collect(entries: &[Value], read: Read) -> Self {
        Self::collect_with(entries, read, Value::to_string)
    }

    /// The same with another form of the payloads.
    pub(super) fn collect_with(
        entries: &[Value],
        read: impl Fn(&Value) -> Result<PostingRecord, Skipped> + Sync,
        payload: impl Fn(&Value) -> String,
    ) -> Self {
        let mut collector = Collector::default();
        collector.add_all(entries, read, payload);
        collector.finish()
    }
}

/// Reads an entry.
pub(super) type Read = fn(&Value) -> Result<PostingRecord, Skipped>;

/// Adds entries to a listing.
#[derive(Default)]
pub(super) struct Collector {
    listing: Listing,
    ids: HashSet<String>,
    compressor: Compressor,
}

impl Collector {
    /// Reads entries on all cores, and adds them with their payloads, in the form that can be read again.
    pub(super) fn add_all(
        &mut self,
        entries: &[Value],
        read: impl Fn(&Value) -> Result<PostingRecord, Skipped> + Sync,
        payload: impl Fn(&Value) -> String,
    ) {
        let records = in_parallel(entries, |part| part.iter().map(&read).collect());
        for (entry, record) in entries.iter().zip(records) {
            self.add(record, || payload(entry));
        }
    }

    /// Adds an entry.
    fn add(&mut self, read: Result<PostingRecord, Skipped>, payload: impl FnOnce() -> String) {
        let listing = &mut self.listing;
        listing.seen += 1;
        match read {
            Ok(posting) if self.ids.insert(posting.external_id.clone()) => {
                let kept = self.compressor.payload(&payload());
                let kept = kept.map(|kept| (posting.external_id.clone(), kept));
                listing.payloads.extend(kept);
                listing.postings.push(posting);
            }
            Ok(posting) => listing.skipped.push(Skipped::bad(
                Some(posting.external_id),
                SkipReason::DuplicateId,
            )),
            Err(skipped) => listing.skipped.push(skipped),
        }
    }

    /// The number of entries so far.
    pub(super) const fn seen(&self) -> usize {
        self.listing.seen
    }

    /// The listing of the entries.
    pub(super) fn finish(self) -> Listing {
        self.listing
    }
}

/// An unusable entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// The board's id, if it was readable.
    pub external_id: Option<String>,
    /// The reason.
    pub reason: SkipReason,
    /// True if the board lists the posting although it is unusable: it must not be closed as absent. False for entries that the board
    /// hides, such as an unlisted posting, and for entries that cannot be stored.
    pub advertised: bool,
}

impl Skipped {
    /// A listed but unusable entry.
    #[must_use]
    pub const fn bad(external_id: Option<String>, reason: SkipReason) -> Self {
        Self {
            external_id,
            reason,
            advertised: true,
        }
    }

    /// An entry that the board hides, or that cannot be stored.
    #[must_use]
    pub const fn withheld(external_id: Option<String>, reason: SkipReason) -> Self {
        Self {
            external_id,
            reason,
            advertised: false,
        }
    }
}

/// The payload does not have the format of this kind of board.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("not a {board} payload: expected {expected}, found {found}")]
pub struct ParseError {
    board: &'static str,
    expected: &'static str,
    found: String,
}

impl ParseError {
    /// A payload with another format than expected.
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

/// The payload without a byte order mark.
pub(super) fn without_mark(payload: &[u8]) -> &[u8] {
    payload.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(payload)
}

/// Parses the payload as JSON; a byte order mark is allowed.
pub(super) fn json(board: &'static str, payload: &[u8]) -> Result<Value, ParseError> {
    let payload = without_mark(payload);
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

/// The list of entries, if `value` is a list that is not too long.
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

/// Describes the format of the payload without its content, which is untrusted.
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
