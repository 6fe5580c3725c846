//! Signing in: passwords, sessions, access tokens (JWT, EdDSA) and refresh tokens that rotate.

use std::sync::Arc;

use self::revocation::Revocations;
use crate::{
    error::Result,
    features::{audit::Audit, users::Users},
    platform::Platform,
};

pub mod entity;
pub mod graphql;
mod keys;
mod revocation;
mod service;
mod token;

pub use self::{
    entity::session::Method,
    keys::Keyring,
    revocation::Ending,
    service::{Credentials, NewAccount, SignedIn},
    token::Access,
};

/// Who may come in.
#[derive(Clone)]
pub struct Auth {
    platform: Platform,
    audit: Audit,
    users: Users,
    keys: Arc<Keyring>,
    revocations: Revocations,
}

impl Auth {
    /// Loads the signing keys, and makes the first.
    pub fn open(platform: Platform, audit: Audit, users: Users) -> Result<Self> {
        let keys = Arc::new(Keyring::open(&platform.config.auth.keys_dir, &platform.clock)?);
        Ok(Self { platform, audit, users, keys, revocations: Revocations::default() })
    }

    /// The public keys as a JWK Set (RFC 7517), for those who verify our tokens themselves.
    #[must_use]
    pub fn public_keys(&self) -> String {
        self.keys.public_set()
    }
}
