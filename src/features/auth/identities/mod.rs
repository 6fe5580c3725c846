//! Provider identities: sign-in, linking to an account, and logout by providers.

use std::sync::Arc;

use self::{
    entity::{identity, provider_session::used, sign_in},
    provider::{Provider, Providers},
};
use super::{
    email_links::claims::Claims, refusals::Refusals, revocation::Revocation,
    sessions::devices::Devices, sign_in::completion::SignInCompletion, step_up::StepUp,
};
use crate::{
    error::Result,
    features::{audit::Audit, settings::Settings, users::Users},
    platform::Platform,
    types::actor::Person,
};

mod account;
mod attempt;
mod back_channel;
mod callback;
mod claims;
pub mod entity;
pub mod graphql;
mod kept;
mod link;
mod patience;
mod pending;
pub(super) mod provider;
mod redirect;
mod return_to;
mod row;
mod start;

pub use self::{
    entity::{claims::IdentityClaims, identity::Model as IdentityRow},
    kept::KeptToken,
    provider::Fault,
    redirect::Redirect,
    row::SEALED_TOKENS,
};

/// The service of provider identities.
#[derive(Clone)]
pub struct Identities {
    platform: Platform,
    audit: Audit,
    settings: Settings,
    users: Users,
    providers: Arc<Providers>,
    refusals: Refusals,
    revocation: Revocation,
    devices: Devices,
    claims: Claims,
    step_up: StepUp,
    completion: SignInCompletion,
}

/// The dependencies of [`Identities`].
pub(super) struct IdentitiesParts {
    pub platform: Platform,
    pub audit: Audit,
    pub settings: Settings,
    pub users: Users,
    pub providers: Arc<Providers>,
    pub refusals: Refusals,
    pub revocation: Revocation,
    pub devices: Devices,
    pub claims: Claims,
    pub step_up: StepUp,
    pub completion: SignInCompletion,
}

impl Identities {
    pub(super) fn new(parts: IdentitiesParts) -> Self {
        let IdentitiesParts {
            platform,
            audit,
            settings,
            users,
            providers,
            refusals,
            revocation,
            devices,
            claims,
            step_up,
            completion,
        } = parts;
        Self {
            platform,
            audit,
            settings,
            users,
            providers,
            refusals,
            revocation,
            devices,
            claims,
            step_up,
            completion,
        }
    }
}

impl Identities {
    /// The configured providers, by name.
    pub fn providers(&self) -> impl Iterator<Item = &Arc<Provider>> {
        self.providers.all()
    }

    /// The actor's identities.
    pub async fn list(&self, person: &Person) -> Result<Vec<identity::Model>> {
        Ok(identity::of(person.actor())
            .all(self.platform.db.conn())
            .await?)
    }

    /// Deletes expired sign-ins and logout tokens.
    pub(super) async fn sweep(&self) -> Result<()> {
        let (conn, now) = (self.platform.db.conn(), self.platform.clock.now());
        sign_in::forget(conn, now).await?;
        Ok(used::forget(conn, now).await?)
    }
}
