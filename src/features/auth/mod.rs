//! Signing in: passwords, sessions, access tokens (JWT, EdDSA) and refresh tokens that rotate.

use std::{sync::Arc, time::Duration};

use self::{
    claim_mail::ClaimMail, notice_mail::NoticeMail, provider::Providers, revocation::Revocations,
};
use crate::{
    error::Result,
    features::{audit::Audit, mail::Mail, settings::Settings, users::Users},
    platform::Platform,
};

mod claim_mail;
pub mod entity;
pub mod graphql;
mod keys;
mod notice_mail;
mod provider;
mod revocation;
mod secret;
mod service;
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
        AdminActor, AuthExport, Challenge, Credentials, Mode, NewAccount, NewApiToken, ProofKind,
        Proofs, Redirect, SEALED_TOKENS, SEALED_TOTP, SecondFactors, SecondProof, SessionTokens,
        SignInContext, SignInMethods, SignInOutcome, SignedIn, TotpEnrolment,
    },
};

/// Who may come in.
#[derive(Clone)]
pub struct Auth {
    platform: Platform,
    audit: Audit,
    settings: Settings,
    users: Users,
    mail: Mail,
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
        mail: Mail,
    ) -> Result<Self> {
        let config = &platform.config.auth;
        let keys = Arc::new(Keyring::open(
            &config.keys_dir,
            Duration::from_secs(config.key_lead_secs),
            &platform.clock,
        )?);
        mail.register::<ClaimMail>(platform.clone());
        mail.register::<NoticeMail>(());
        let providers = Arc::new(Providers::new(&platform)?);
        Ok(Self {
            platform,
            audit,
            settings,
            users,
            mail,
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
