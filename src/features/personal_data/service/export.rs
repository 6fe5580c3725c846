//! All that somebody has, as one document. `account.schema.json` describes it, and a test holds the two together.

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::{
    error::{Error, Result},
    features::{
        applications::ApplicationExport,
        audit::KnownEntry,
        auth::AuthExport,
        moderation::ReportRow,
        notifications::NotificationRow,
        personal_data::{AccountData, ExportRow, entity::export},
        profiles::ProfileExport,
        users::{SuspensionRow, UserRow},
    },
    types::actor::Actor,
};

/// The form of the document; another form gets another number.
const FORM: u32 = 1;

/// All that somebody has, by feature.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct AccountExport {
    form: u32,
    exported_at: DateTime<Utc>,
    account: UserRow,
    suspension: Option<SuspensionRow>,
    auth: AuthExport,
    profile: ProfileExport,
    applications: Vec<ApplicationExport>,
    notifications: Vec<NotificationRow>,
    reports: Vec<ReportRow>,
    exports: Vec<ExportRow>,
    audit: Vec<KnownEntry>,
}

impl AccountData {
    /// All that the one who asks has.
    pub(super) async fn whole_of(&self, actor: &Actor) -> Result<AccountExport> {
        let (conn, now) = (self.platform.db.conn(), self.platform.clock.now());
        let account = self
            .users
            .find_by_id(conn, actor.user_id)
            .await?
            .ok_or_else(|| Error::not_found("account"))?;
        Ok(AccountExport {
            form: FORM,
            exported_at: now,
            auth: self.auth.export(actor, &account).await?,
            account,
            suspension: self.users.export_suspension(actor).await?,
            profile: self.profiles.export(actor).await?,
            applications: self.applications.export(actor).await?,
            notifications: self.notifications.export(actor).await?,
            reports: self.moderation.export(actor).await?,
            exports: export::of(actor, now).all(conn).await?,
            audit: self.audit.known_of(actor.user_id).await?,
        })
    }
}
