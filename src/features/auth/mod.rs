//! Authentication: sign-in, sessions and tokens. Each concern has a folder with a service of its own, and [`Auth`] builds them: sessions,
//! passwords, links in mails, provider identities, second factors, API tokens, step-up, and account changes by admins. Every sign-in ends
//! at `sign_in::completion`.

use std::{sync::Arc, time::Duration};

use self::{
    accounts::Accounts,
    api_tokens::ApiTokens,
    attempts::Attempts,
    base::Base,
    email_links::{EmailLinks, claim_mail::ClaimMail, claims::Claims},
    identities::{Identities, provider::Providers},
    passwords::Passwords,
    refusals::Refusals,
    revocation::Revocation,
    second_factor::{SecondFactor, notice_mail::NoticeMail},
    sessions::{Sessions, devices::Devices, keys::Keyring},
    step_up::StepUp,
};
use crate::{
    error::{Error, Result},
    features::{audit::Audit, mail::Mail, settings::Settings, users::Users},
    platform::{
        Platform,
        registry::{Feature, Registry},
    },
    types::actor::Access,
};

mod accounts;
pub mod api_tokens;
mod attempts;
mod base;
pub mod email_links;
pub mod graphql;
pub mod identities;
pub mod passwords;
mod personal_data;
mod refusals;
mod revocation;
pub mod second_factor;
mod secret;
pub mod sessions;
pub mod sign_in;
mod sign_in_methods;
pub mod step_up;

pub use self::{accounts::AdminActor, api_tokens::ApiTokenRevoked, sign_in_methods::SignInMethods};

/// The services of authentication.
#[derive(Clone)]
pub struct Auth {
    /// Sessions and their tokens.
    pub sessions: Sessions,
    /// Passwords.
    pub passwords: Passwords,
    /// Links in mails.
    pub email_links: EmailLinks,
    /// Provider identities.
    pub identities: Identities,
    /// One-time codes, recovery codes and passkeys.
    pub second_factor: SecondFactor,
    /// API tokens.
    pub api_tokens: ApiTokens,
    /// Step-up: a recent proof of identity.
    pub step_up: StepUp,
    /// Account changes by admins and operators.
    pub accounts: Accounts,
    /// Revocation of sessions and API tokens.
    pub revocation: Revocation,
    /// Audit entries of refusals.
    pub refusals: Refusals,
    /// The keys that sign access tokens.
    pub keys: Arc<Keyring>,
    platform: Platform,
    mail: Mail,
    attempts: Attempts,
    devices: Devices,
    claims: Claims,
}

impl Auth {
    /// Loads the signing keys, or creates the first one, and builds the services.
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
        let base = Base::new(platform, audit, settings, users, mail, keys)?;
        Self::on(base)
    }

    fn on(base: Base) -> Result<Self> {
        let step_up = base.step_up();
        let completion = base.completion();
        let providers = Arc::new(Providers::new(&base.platform)?);
        Ok(Self {
            passwords: base.passwords(&step_up, &completion),
            email_links: base.email_links(&completion),
            identities: base.identities(providers, &step_up, &completion),
            second_factor: base.second_factor(&step_up, &completion),
            api_tokens: ApiTokens::new(
                base.platform.clone(),
                base.audit.clone(),
                base.users.clone(),
                base.revocation.clone(),
                step_up.clone(),
            ),
            accounts: Accounts::new(
                base.platform.clone(),
                base.audit.clone(),
                base.users.clone(),
                base.check.clone(),
                base.revocation.clone(),
                step_up.clone(),
            ),
            step_up,
            sessions: base.sessions,
            revocation: base.revocation,
            refusals: base.refusals,
            keys: base.keys,
            platform: base.platform,
            mail: base.mail,
            attempts: base.attempts,
            devices: base.devices,
            claims: base.claims,
        })
    }

    /// Authenticates an access token or API token, or returns UNAUTHENTICATED. The message does not reveal which check failed.
    pub async fn authenticate(&self, token: &str) -> Result<Access> {
        let access = if token.starts_with(api_tokens::PREFIX) {
            Box::pin(self.api_tokens.authenticate(token)).await?
        } else {
            self.sessions.by_access_token(token)
        };
        access.ok_or_else(|| {
            Error::unauthenticated(
                "The access token is not valid or has expired; refresh it or sign in again.",
            )
        })
    }

    /// The public keys as a JWK Set (RFC 7517), for services that verify access tokens themselves.
    #[must_use]
    pub fn public_keys(&self) -> String {
        self.keys.public_set()
    }

    /// Deletes expired rows.
    pub async fn sweep(&self) -> Result<()> {
        self.sessions.sweep().await?;
        self.api_tokens.sweep().await?;
        self.attempts.sweep().await?;
        self.devices.sweep().await?;
        self.identities.sweep().await?;
        self.second_factor.sweep().await?;
        self.claims.sweep().await
    }
}

impl Feature for Auth {
    fn register(&self, registry: &mut Registry) {
        self.mail
            .register::<ClaimMail>(registry, self.platform.clone());
        self.mail.register::<NoticeMail>(registry, ());
        registry.schedule("auth.sweep", self, |auth| async move { auth.sweep().await });
        registry.seals(identities::SEALED_TOKENS);
        registry.seals(second_factor::SEALED_TOTP);
        registry.personal_data(self.clone());
    }
}
