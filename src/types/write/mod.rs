//! How a mutation is to be run: by which actor, for which version, with which idempotency key, and whether it is a dry run.

use serde_json::Value;

use super::{actor::Actor, id::AgentProposalId};
use crate::error::{Refusal, Result};

mod asked;
mod idempotency_key;
mod input_hash;

pub use self::{asked::Asked, idempotency_key::IdempotencyKey, input_hash::InputHash};

/// How a mutation is to be run.
#[derive(Clone, Debug)]
pub struct Write<'a> {
    /// The acting user.
    pub actor: &'a Actor,
    /// The version of the object that the caller read, if stated.
    pub expected_version: Option<i32>,
    /// The idempotency key, if stated.
    pub key: Option<IdempotencyKey>,
    /// True if the transaction is rolled back at the end.
    pub dry_run: bool,
    /// What the mutation was asked to do, if the actor only proposes.
    pub asked: Option<Asked>,
    /// The proposal that this write accepts: both are committed, or neither.
    pub accepts: Option<AgentProposalId>,
}

impl<'a> Write<'a> {
    /// A write without key, version or dry run, for changes that the server makes itself.
    #[must_use]
    pub const fn by(actor: &'a Actor) -> Self {
        Self {
            actor,
            expected_version: None,
            key: None,
            dry_run: false,
            asked: None,
            accepts: None,
        }
    }

    /// The same write, for a stated version.
    #[must_use]
    pub fn expecting(self, version: i32) -> Self {
        Self {
            expected_version: Some(version),
            ..self
        }
    }

    /// Notes what the mutation takes for a field of its input that may be left out, so that a proposal of it means the same whenever it is accepted.
    pub fn takes(&self, field: &str, value: impl Into<Value>) {
        if let Some(asked) = &self.asked {
            asked.note_taken(field, value.into());
        }
    }

    /// Refuses with VERSION_CONFLICT if the caller stated another version than the current one.
    pub fn check_version(&self, current: i32) -> Result<()> {
        if let Some(asked) = &self.asked {
            asked.note_version(current);
        }
        match self.expected_version {
            Some(expected) if expected != current => {
                Err(Refusal::VersionConflict { current }.into())
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests;
