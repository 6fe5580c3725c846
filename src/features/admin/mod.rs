//! What admins see and do: the accounts, the settings and the audit. It stands behind the features that it looks after, and reaches
//! nothing that belongs to a user: no applications, no documents, no notes.

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

/// What admins do that belongs to no other feature.
#[derive(Clone)]
pub struct Administration {
    platform: Platform,
    audit: Audit,
    settings: Settings,
    auth: Auth,
}

/// What holds at the moment.
pub struct Effective {
    /// Whether strangers may make accounts.
    pub sign_up_open: bool,
    /// Counts the changes of that.
    pub version: i32,
    /// How accounts and sessions are kept.
    pub auth: AuthConfig,
    /// What a request and a caller may cost.
    pub limits: Limits,
    /// Applications that one user may have.
    pub applications_per_user: u64,
    /// Postings that one user may report in a day.
    pub reports_per_day: u64,
}

impl Administration {
    /// The administration of this platform.
    #[must_use]
    pub const fn new(platform: Platform, audit: Audit, settings: Settings, auth: Auth) -> Self {
        Self {
            platform,
            audit,
            settings,
            auth,
        }
    }

    /// The settings as they hold now.
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

    /// Opens or closes sign-up on every instance, if it is still at the version that was seen, where one was; `None` leaves it to the
    /// configuration again.
    pub async fn set_sign_up(
        &self,
        admin: &Admin,
        open: Option<bool>,
        expected_version: Option<i32>,
        origin: &Origin,
    ) -> Result<()> {
        self.auth.step_up.require_recent(&admin.person()).await?;
        if open == Some(true) && !self.platform.config.may_open_sign_up() {
            let message = "Sign-up stays closed while auth.verify_email is off: anybody could take addresses of others.";
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
