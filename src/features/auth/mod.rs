//! Signing in: passwords, sessions, access tokens (JWT, EdDSA) and refresh tokens that rotate.

use std::{sync::Arc, time::Duration};

use self::revocation::Revocations;
use crate::{
    error::Result,
    features::{audit::Audit, users::Users},
    platform::Platform,
};

pub mod entity;
pub mod graphql;
mod keys;
mod letters;
mod notice;
mod relying_party;
mod revocation;
mod service;
mod task;
mod token;

pub use self::{
    entity::{
        api_token::Model as ApiTokenRow,
        passkey::Model as PasskeyRow,
        session::{Method, Model as SessionRow},
    },
    keys::Keyring,
    notice::TellOwner,
    service::{
        Admission, Challenge, Credentials, Entrance, Keys, Mode, NewAccount, NewApiToken, ProofKind, Proofs, SecondFactors, SecondProof,
        SignedIn, TotpEnrolment,
    },
    task::SendMail,
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
        let config = &platform.config.auth;
        let keys = Arc::new(Keyring::open(&config.keys_dir, Duration::from_secs(config.key_lead_secs), &platform.clock)?);
        Ok(Self { platform, audit, users, keys, revocations: Revocations::default() })
    }

    /// The keys that sign.
    #[must_use]
    pub fn keys(&self) -> &Keyring {
        &self.keys
    }

    /// The public keys as a JWK Set (RFC 7517), for those who verify our tokens themselves.
    #[must_use]
    pub fn public_keys(&self) -> String {
        self.keys.public_set()
    }
}
