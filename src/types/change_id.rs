//! The id of a change in the feed of a user: the object and the number of the change, so that it still names the object when a later change
//! has taken its place.

use std::fmt;

use async_graphql::{InputValueResult, Scalar, ScalarType, Value};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sea_orm::ActiveEnum;
use uuid::Uuid;

use super::{object_kind::ObjectKind, scalar};

const PREFIX: &str = "chng_";
/// The bytes before the name of the kind.
const HEAD: usize = 24;
/// The characters of an id at most.
const CHARS_MAX: usize = 100;

/// The id of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ChangeId {
    /// The kind of the object.
    pub kind: ObjectKind,
    /// The object.
    pub object: Uuid,
    /// The number of the change in the feed of its owner.
    pub seq: i64,
}

impl ChangeId {
    /// Parses the external form; `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.strip_prefix(PREFIX)?;
        if text.len() > CHARS_MAX {
            return None;
        }
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (head, kind) = bytes.split_at_checked(HEAD)?;
        let (seq, object) = head.split_at(8);
        Some(Self {
            kind: ObjectKind::try_from_value(&std::str::from_utf8(kind).ok()?.to_owned()).ok()?,
            object: Uuid::from_slice(object).ok()?,
            seq: i64::from_be_bytes(seq.try_into().ok()?),
        })
    }
}

impl fmt::Display for ChangeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bytes = Vec::with_capacity(CHARS_MAX);
        bytes.extend(self.seq.to_be_bytes());
        bytes.extend(self.object.as_bytes());
        bytes.extend(self.kind.name().as_bytes());
        write!(f, "{PREFIX}{}", URL_SAFE_NO_PAD.encode(bytes))
    }
}

/// An opaque id; send it back unchanged.
#[Scalar(name = "ID")]
impl ScalarType for ChangeId {
    fn parse(value: Value) -> InputValueResult<Self> {
        let Value::String(text) = &value else {
            return Err(scalar::wrong_type(value));
        };
        Self::parse(text).ok_or_else(|| {
            scalar::refused(
                value,
                "This is not a valid id here; expected the id of a change (\"chng_…\"), exactly as the API returned it.",
            )
        })
    }

    fn to_value(&self) -> Value {
        Value::String(self.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_read_as_it_was_written() {
        for kind in ObjectKind::all() {
            let id = ChangeId {
                kind,
                object: Uuid::from_u128(7),
                seq: 12,
            };
            assert_eq!(ChangeId::parse(&id.to_string()), Some(id));
        }
    }

    #[test]
    fn nothing_else_is_an_id() {
        let long = format!("chng_{}", "A".repeat(2_000));
        for text in ["", "chng_", "chng_AAAA", "appl_AAAA", "chng_é", &long] {
            assert_eq!(ChangeId::parse(text), None, "{text}");
        }
    }
}
