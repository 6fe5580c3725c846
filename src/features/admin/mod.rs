//! The administration: accounts, settings and the audit, for admins. It builds on the features that it manages, and reads none of the
//! users' own data: no applications, documents or notes.

use crate::{
    config::{Auth as AuthConfig, Limits},
    error::{Refusal, Result},
    features::{
        audit::{Action, Audit, Entry},
        auth::Auth,
        settings::Settings,
    },
    platform::{Platform, registry::Feature},
    types::{actor::Admin, origin::Origin},
};

pub mod graphql;

/// Actions of admins that belong to no other feature.
#[derive(Clone)]
pub struct Administration {
    platform: Platform,
    audit: Audit,
    settings: Settings,
    auth: Auth,
}

/// The settings now in effect.
pub struct Effective {
    /// True if anyone may create an account.
    pub sign_up_open: bool,
    /// Incremented by every change of that setting.
    pub version: i32,
    /// The rules of accounts and sessions.
    pub auth: AuthConfig,
    /// The limits of requests and callers.
    pub limits: Limits,
    /// Maximum number of applications per user.
    pub applications_per_user: u64,
    /// Maximum number of reports per user and day.
    pub reports_per_day: u64,
}

impl Administration {
    /// A service on this platform.
    #[must_use]
    pub const fn new(platform: Platform, audit: Audit, settings: Settings, auth: Auth) -> Self {
        Self {
            platform,
            audit,
            settings,
            auth,
        }
    }

    /// The settings now in effect.
    pub async fn effective(&self, _admin: &Admin) -> Result<Effective> {
        let config = &self.platform.config;
        let (sign_up_open, version) = self.settings.sign_up(self.platform.db.conn()).await?;
        Ok(Effective {
            sign_up_open,
            version,
            auth: config.auth.clone(),
            limits: config.limits.clone(),
            applications_per_user: config.applications.per_user,
            reports_per_day: config.moderation.reports_per_day,
        })
    }

    /// Opens or closes sign-up on every instance; `None` returns to the configuration. Refused if an expected version is given and the
    /// setting has another.
    pub async fn set_sign_up(
        &self,
        admin: &Admin,
        open: Option<bool>,
        expected_version: Option<i32>,
        origin: &Origin,
    ) -> Result<()> {
        self.auth.step_up.require_recent(&admin.person()).await?;
        if open == Some(true) && !self.platform.config.may_open_sign_up() {
            let message = "Sign-up cannot be opened while auth.verify_email is off: anyone could claim the addresses of others.";
            return Err(Refusal::invalid("input.signUpOpen", message).into());
        }
        let id = admin.actor().user_id;
        let tx = self.platform.begin().await?;
        self.settings
            .set_sign_up(&tx, open, expected_version, id)
            .await?;
        let state = match open {
            Some(true) => "sign_up open",
            Some(false) => "sign_up closed",
            None => "sign_up by configuration",
        };
        self.audit
            .record(
                &tx,
                Entry::own(Action::UpdateSettings, id, origin).target(state),
            )
            .await?;
        tx.commit().await
    }
}

impl Feature for Administration {}
