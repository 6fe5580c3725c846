//! Idempotency keys of requests (after <https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/>).

use super::{InputHash, input_hash::sha256};
use crate::{error::Result, types::text::Line};

/// Maximum characters of a key.
const KEY_MAX: usize = 200;

/// An idempotency key with the hash of the input that it was sent with. The key is stored as a hash.
#[derive(Clone, Debug)]
pub struct IdempotencyKey {
    key_hash: String,
    input_hash: InputHash,
}

impl IdempotencyKey {
    /// Validates a key: one line of at most 200 characters.
    pub fn parse(path: &str, key: &str, input_hash: InputHash) -> Result<Self> {
        let key = Line::parse(path, key, KEY_MAX)?.into_string();
        Ok(Self {
            key_hash: sha256(key.as_bytes()),
            input_hash,
        })
    }

    /// The same key in a space of its own: no request can send a key that is equal to it.
    #[must_use]
    pub fn within(self, space: &str) -> Self {
        Self {
            key_hash: sha256(format!("{space} {}", self.key_hash).as_bytes()),
            ..self
        }
    }

    /// SHA-256 of the key.
    #[must_use]
    pub fn key_hash(&self) -> &str {
        &self.key_hash
    }

    /// SHA-256 of the input.
    #[must_use]
    pub fn input_hash(&self) -> &str {
        self.input_hash.as_str()
    }

    /// True if the first request with this key had the same input.
    #[must_use]
    pub fn is_for(&self, input_hash: &str) -> bool {
        self.input_hash.as_str() == input_hash
    }
}
