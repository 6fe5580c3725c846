//! Signing in: passwords, sessions, access tokens (JWT, EdDSA) and refresh tokens that rotate.

use std::sync::Arc;

use crate::{error::Result, features::users::Users, platform::Platform};

pub mod entity;
pub mod graphql;
mod keys;
mod service;
mod token;

pub use self::{
    keys::Keyring,
    service::{Credentials, NewAccount, SignedIn},
};

/// Who may come in.
#[derive(Clone)]
pub struct Auth {
    platform: Platform,
    users: Users,
    keys: Arc<Keyring>,
}

impl Auth {
    /// Loads the signing keys, and makes the first.
    pub fn open(platform: Platform, users: Users) -> Result<Self> {
        let keys = Arc::new(Keyring::open(&platform.config.auth.keys_dir, &platform.clock)?);
        Ok(Self { platform, users, keys })
    }

    /// The public keys as a JWK Set (RFC 7517), for those who verify our tokens themselves.
    #[must_use]
    pub fn public_keys(&self) -> String {
        self.keys.public_set()
    }
}
