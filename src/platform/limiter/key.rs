//! The keys of rate limits: users and addresses.

use std::hash::{BuildHasher, RandomState};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

use crate::types::id::UserId;

/// The subject of a rate limit.
#[derive(Clone, Copy, Debug)]
pub enum Key<'a> {
    /// A user.
    User(UserId),
    /// A client address, or its network.
    Address(&'a str),
}

/// The number of a key in the tables of this process.
pub(super) type Number = u128;

/// Numbers the keys of one limit with secret seeds, so that no client can choose addresses of equal numbers.
#[derive(Default)]
pub(super) struct Numbering([RandomState; 2]);

impl Key<'_> {
    /// The key in Redis: a hash, so that Redis stores neither addresses nor ids.
    pub(super) fn hash(self) -> String {
        let hash = match self {
            Self::User(id) => Sha256::digest(id.0.as_bytes()),
            Self::Address(address) => Sha256::digest(address.as_bytes()),
        };
        URL_SAFE_NO_PAD.encode(hash)
    }
}

impl Numbering {
    pub(super) fn number(&self, key: Key<'_>) -> Number {
        match key {
            Key::User(id) => id.0.as_u128(),
            Key::Address(address) => {
                let [high, low] = self.0.each_ref().map(|seed| seed.hash_one(address));
                (Number::from(high) << 64) | Number::from(low)
            }
        }
    }
}

impl From<UserId> for Key<'_> {
    fn from(id: UserId) -> Self {
        Self::User(id)
    }
}

impl<'a> From<&'a str> for Key<'a> {
    fn from(address: &'a str) -> Self {
        Self::Address(address)
    }
}
