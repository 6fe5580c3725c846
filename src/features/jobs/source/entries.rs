//! Reads a list of entries some at a time: of a payload with thousands, only these are kept as JSON.

use std::fmt;

use serde::{
    Deserializer,
    de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor},
};
use serde_json::Value;

use super::listing::{self, Collector, ENTRIES_MAX, Listing, ParseError, Read};

/// Entries that are read together, by all cores.
const AT_ONCE: usize = 64;

/// The location of the list in a payload.
#[derive(Clone, Copy, Debug)]
pub(super) enum ListAt {
    /// The payload is the list.
    Top,
    /// In this field of the payload.
    Field(&'static str),
}

/// The form of the payloads of a kind of board.
pub(super) struct Form {
    pub board: &'static str,
    /// The payloads that are allowed, for the message about another one.
    pub expected: &'static str,
    pub list: ListAt,
    /// True for a payload that is one posting.
    pub is_single: fn(&Value) -> bool,
    pub read: Read,
}

impl Form {
    /// The listing of a payload.
    pub(super) fn listing(&self, payload: &[u8]) -> Result<Listing, ParseError> {
        if let Some(listing) = self.list(payload) {
            return Ok(listing);
        }
        let payload = &listing::json(self.board, payload)?;
        if (self.is_single)(payload) {
            let listing = Listing::collect(std::slice::from_ref(payload), self.read);
            return Ok(Listing {
                single: true,
                ..listing
            });
        }
        let list = match self.list {
            ListAt::Top => Some(payload),
            ListAt::Field(name) => payload.get(name),
        };
        let entries = listing::entries(self.board, self.expected, list, payload)?;
        Ok(Listing::collect(entries, self.read))
    }

    /// The listing of a payload with a list; `None` for any other payload, also one that is no JSON or too long.
    fn list(&self, payload: &[u8]) -> Option<Listing> {
        let mut json = serde_json::Deserializer::from_slice(listing::without_mark(payload));
        let entries = Entries {
            list: self.list,
            read: self.read,
        };
        let listing = entries.deserialize(&mut json).ok()?;
        json.end().ok()?;
        listing
    }
}

/// The payload, or the list in it.
#[derive(Clone, Copy)]
struct Entries {
    list: ListAt,
    read: Read,
}

impl<'de> DeserializeSeed<'de> for Entries {
    type Value = Option<Listing>;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Self::Value, D::Error> {
        match self.list {
            ListAt::Top => json.deserialize_seq(self),
            ListAt::Field(_) => json.deserialize_map(self),
        }
    }
}

impl<'de> Visitor<'de> for Entries {
    type Value = Option<Listing>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of postings")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut collector = Collector::default();
        let mut some = Vec::with_capacity(AT_ONCE);
        while let Some(entry) = entries.next_element::<Value>()? {
            if collector.seen() + some.len() >= ENTRIES_MAX {
                return Err(A::Error::custom("too many entries"));
            }
            some.push(entry);
            if some.len() == AT_ONCE {
                collector.add_all(&some, self.read, Value::to_string);
                some.clear();
            }
        }
        collector.add_all(&some, self.read, Value::to_string);
        Ok(Some(collector.finish()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Self::Value, A::Error> {
        let mut found = None;
        while let Some(name) = fields.next_key::<String>()? {
            if matches!(self.list, ListAt::Field(field) if field == name) {
                let list = Self {
                    list: ListAt::Top,
                    ..self
                };
                found = fields.next_value_seed(list)?;
            } else {
                fields.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }
}
