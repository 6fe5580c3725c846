//! Signing in: passwords, sessions, access tokens (JWT, EdDSA) and refresh tokens that rotate.

use std::{sync::Arc, time::Duration};

use self::{provider::Providers, revocation::Revocations};
use crate::{
    error::Result,
    features::{audit::Audit, settings::Settings, users::Users},
    platform::{
        Platform,
        registry::{Feature, Registry},
    },
};

pub mod entity;
pub mod graphql;
mod keys;
mod notice;
mod provider;
mod revocation;
mod service;
mod task;
mod templates;
mod token;
mod webauthn;

pub use self::{
    entity::{
        api_token::Model as ApiTokenRow,
        identity::Model as IdentityRow,
        passkey::Model as PasskeyRow,
        session::{Method, Model as SessionRow},
    },
    keys::Keyring,
    provider::{Fault, Provider},
    service::{
        AdminActor, Challenge, Credentials, Mode, NewAccount, NewApiToken, ProofKind, Proofs,
        Redirect, SEALED_TOKENS, SecondFactors, SecondProof, SessionTokens, SignInContext,
        SignInMethods, SignInOutcome, SignedIn, TotpEnrolment,
    },
};

/// Who may come in.
#[derive(Clone)]
pub struct Auth {
    platform: Platform,
    audit: Audit,
    settings: Settings,
    users: Users,
    keys: Arc<Keyring>,
    providers: Arc<Providers>,
    revocations: Revocations,
}

impl Auth {
    /// Loads the signing keys, and makes the first.
    pub fn open(
        platform: Platform,
        audit: Audit,
        settings: Settings,
        users: Users,
    ) -> Result<Self> {
        let config = &platform.config.auth;
        let keys = Arc::new(Keyring::open(
            &config.keys_dir,
            Duration::from_secs(config.key_lead_secs),
            &platform.clock,
        )?);
        let providers = Arc::new(Providers::new(&platform)?);
        Ok(Self {
            platform,
            audit,
            settings,
            users,
            keys,
            providers,
            revocations: Revocations::default(),
        })
    }

    /// The keys that sign.
    #[must_use]
    pub fn keys(&self) -> &Keyring {
        &self.keys
    }

    /// Who may vouch for people, in the order of their names.
    pub fn providers(&self) -> impl Iterator<Item = &Arc<Provider>> {
        self.providers.all()
    }

    /// The public keys as a JWK Set (RFC 7517), for those who verify our tokens themselves.
    #[must_use]
    pub fn public_keys(&self) -> String {
        self.keys.public_set()
    }
}

impl Feature for Auth {
    fn register(&self, registry: &mut Registry) {
        registry.handle(self, Self::on_send_mail);
        registry.handle(self, Self::on_send_notice);
        registry.schedule("auth.sweep", self, |auth| async move { auth.sweep().await });
        registry.seals(service::SEALED_TOKENS);
        registry.seals(service::SEALED_TOTP);
        registry.personal_data(self.clone());
    }
}
