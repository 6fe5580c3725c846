//! The owner of a task.

use crate::{platform::hashing::content_hash, types::id::UserId};

/// The owner of a task. Owners are compared for equality: a part of an address is another owner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owner {
    /// The server: the task holds no personal data.
    Server,
    /// An account.
    User(UserId),
    /// An e-mail address, with or without an account, by its [`Owner::address_key`].
    Address(String),
}

impl Owner {
    /// The key of a lower-case address in the queue: a hash, so that a task does not reveal the address.
    #[must_use]
    pub fn address_key(email: &str) -> String {
        format!("mail {}", content_hash(email.as_bytes()))
    }

    /// An e-mail address as an owner.
    #[must_use]
    pub fn of_address(email: &str) -> Self {
        Self::Address(Self::address_key(email))
    }

    /// The stored value.
    pub(super) fn column(&self) -> Option<String> {
        match self {
            Self::Server => None,
            Self::User(id) => Some(id.to_string()),
            Self::Address(key) => Some(key.clone()),
        }
    }
}
