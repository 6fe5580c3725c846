//! How a mutation is to be run: by whom, for which version, with which idempotency key, and whether it is a dry run.

use super::actor::Actor;
use crate::error::{Refusal, Result};

mod idempotency_key;
mod input_hash;

pub use self::{idempotency_key::IdempotencyKey, input_hash::InputHash};

/// How a mutation is to be run.
#[derive(Clone, Debug)]
pub struct Write<'a> {
    /// Who acts.
    pub actor: &'a Actor,
    /// The version of the thing that the caller saw, if it stated one.
    pub expected_version: Option<i32>,
    /// Recognises a retry.
    pub key: Option<IdempotencyKey>,
    /// Whether to roll back in the end.
    pub dry_run: bool,
}

impl<'a> Write<'a> {
    /// A write without key, version or dry run, as the server itself does it.
    #[must_use]
    pub const fn by(actor: &'a Actor) -> Self {
        Self {
            actor,
            expected_version: None,
            key: None,
            dry_run: false,
        }
    }

    /// The same for a stated version.
    #[must_use]
    pub fn expecting(self, version: i32) -> Self {
        Self {
            expected_version: Some(version),
            ..self
        }
    }

    /// Refuses with VERSION_CONFLICT if the caller stated another version than the thing has.
    pub fn check_version(&self, current: i32) -> Result<()> {
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
