//! Whose a task is.

use crate::{platform::hashing::content_hash, types::id::UserId};

/// Whose a task is. It is compared as a whole: a part of an address is another owner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owner {
    /// The server: the task holds nothing about a person.
    Server,
    /// An account.
    User(UserId),
    /// An e-mail address, with an account or without, by its [`Owner::address_key`].
    Address(String),
}

impl Owner {
    /// The key of an address, lower case, in the queue: a hash, so that a task does not tell the address.
    #[must_use]
    pub fn address_key(email: &str) -> String {
        format!("mail {}", content_hash(email.as_bytes()))
    }

    /// An e-mail address as an owner.
    #[must_use]
    pub fn of_address(email: &str) -> Self {
        Self::Address(Self::address_key(email))
    }

    /// The value in the table.
    pub(super) fn column(&self) -> Option<String> {
        match self {
            Self::Server => None,
            Self::User(id) => Some(id.to_string()),
            Self::Address(key) => Some(key.clone()),
        }
    }
}
