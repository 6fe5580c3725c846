//! Sessions: from the sign-in to their end. A client stores either an access token and a rotating refresh token, or one cookie.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};

use self::{access_token::AccessTokens, entity::session};
use crate::{
    error::Result,
    features::{
        audit::Audit,
        auth::{refusals::Refusals, revocation::Revocation},
        users::Users,
    },
    platform::Platform,
};

mod access_token;
pub(super) mod devices;
pub mod entity;
pub mod graphql;
pub(super) mod keys;
mod manage;
mod open;
mod refresh;
pub(super) mod tokens;

pub use self::{
    entity::session::{Method, Model as SessionRow},
    keys::Keyring,
    tokens::{Mode, SessionTokens},
};

/// Days that the row of an ended session is kept, so that late use of a stolen token is still detected.
const KEPT_DAYS: i64 = 30;

/// The service of sessions.
#[derive(Clone)]
pub struct Sessions {
    platform: Platform,
    audit: Audit,
    users: Users,
    refusals: Refusals,
    revocation: Revocation,
    access_tokens: AccessTokens,
}

impl Sessions {
    pub(super) fn new(
        platform: Platform,
        audit: Audit,
        users: Users,
        refusals: Refusals,
        revocation: Revocation,
        keys: Arc<Keyring>,
    ) -> Result<Self> {
        Ok(Self {
            access_tokens: AccessTokens::new(platform.clone(), keys)?,
            platform,
            audit,
            users,
            refusals,
            revocation,
        })
    }

    /// The expiry of a session: after the idle time, and at most after its maximum lifetime.
    #[must_use]
    pub fn ends_at(&self, session: &session::Model) -> DateTime<Utc> {
        session
            .expires_at
            .min(session.last_used_at + TimeDelta::days(self.platform.config.auth.idle_days))
    }

    fn is_alive(&self, session: &session::Model) -> bool {
        session.revoked_at.is_none() && self.platform.clock.now() < self.ends_at(session)
    }

    /// Deletes sessions that ended long ago.
    pub(super) async fn sweep(&self) -> Result<()> {
        let before = self.platform.clock.now() - TimeDelta::days(KEPT_DAYS);
        Ok(session::forget(self.platform.db.conn(), before).await?)
    }
}
