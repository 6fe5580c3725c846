//! Scheduled deletion of accounts, with a grace period, and the account as personal data.

use chrono::{DateTime, Utc};
use futures_util::future::BoxFuture;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use serde_json::Value as Json;

use super::{
    Status, UserRow, Users, account_gone, change,
    entity::{suspension, user},
};
use crate::{
    error::{Error, Refusal, Result},
    platform::{
        personal_data::{DataSubject, ErasurePhase, PersonalData, member},
        unit_of_work::Unit,
    },
    types::{
        actor::{Actor, Role},
        id::UserId,
    },
};

impl Users {
    /// Schedules the deletion of an account inside the caller's transaction; a repeated request keeps the first date. The last active admin
    /// is refused, so that the server stays administrable.
    pub async fn schedule_deletion(
        &self,
        unit: &Unit,
        actor: &Actor,
        at: DateTime<Utc>,
    ) -> Result<UserRow> {
        let all = self.lock_with_admins(unit, actor.user_id).await?;
        let another_tends = all
            .iter()
            .any(|other| other.id != actor.user_id && other.is_active_admin());
        let user = all.into_iter().find(|user| user.id == actor.user_id);
        let user = user.ok_or_else(account_gone)?;
        if user.leaves_at.is_some() {
            return Ok(user);
        }
        if user.role == Role::Admin && !another_tends {
            return Err(Refusal::invalid(
                "input",
                "You are the last admin; make another user an admin first.",
            )
            .into());
        }
        let mut row = user.into_active_model();
        (row.status, row.leaves_at, row.updated_at) = (
            Set(Status::DeletionScheduled),
            Set(Some(at)),
            Set(self.platform.clock.now()),
        );
        let row = row.update(unit).await?;
        unit.changed(change(&row)).await;
        Ok(row)
    }

    /// Cancels the scheduled deletion; returns `false` if there was none, or if it is already due.
    pub async fn cancel_deletion(&self, unit: &Unit, actor: &Actor) -> Result<Option<UserRow>> {
        let now = self.platform.clock.now();
        let user = user::by_id_to_count(actor.user_id)
            .one(unit)
            .await?
            .filter(|user| user.leaves_at.is_none_or(|at| now < at));
        let user = user.ok_or_else(account_gone)?;
        if user.leaves_at.is_none() {
            return Ok(None);
        }
        // A suspended account stays suspended.
        let status = if user.status == Status::DeletionScheduled {
            Status::Active
        } else {
            user.status
        };
        let mut row = user.into_active_model();
        (row.status, row.leaves_at, row.updated_at) = (Set(status), Set(None), Set(now));
        let row = row.update(unit).await?;
        unit.changed(change(&row)).await;
        Ok(Some(row))
    }

    /// The accounts whose grace period is over.
    pub async fn due(&self) -> Result<Vec<UserRow>> {
        Ok(user::due(self.platform.clock.now())
            .all(self.platform.db.conn())
            .await?)
    }

    /// The next ids of accounts in ascending order, after this one.
    pub async fn ids_after(&self, after: Option<UserId>, count: u64) -> Result<Vec<UserId>> {
        Ok(user::ids_after(self.platform.db.conn(), after, count).await?)
    }
}

/// The account row as personal data.
pub(super) struct Account(pub(super) Users);

impl PersonalData for Account {
    fn name(&self) -> &'static str {
        "account"
    }

    fn schema(&self) -> &'static str {
        include_str!("account.schema.json")
    }

    fn export<'a>(&'a self, actor: &'a Actor, _: &'a DataSubject) -> BoxFuture<'a, Result<Json>> {
        Box::pin(async {
            let conn = self.0.platform.db.conn();
            let account = self.0.find_by_id(conn, actor.user_id).await?;
            member(&account.ok_or_else(|| Error::not_found("account"))?)
        })
    }

    /// Deletes the account; the database deletes every row that refers to it.
    fn erase<'a>(&'a self, conn: &'a Unit, subject: &'a DataSubject) -> BoxFuture<'a, Result<()>> {
        Box::pin(async { Ok(user::erase(conn, subject.user_id).await?) })
    }

    fn phase(&self) -> ErasurePhase {
        ErasurePhase::Account
    }
}

/// The suspension as personal data. It refers to the account and is deleted with it.
pub(super) struct Suspension(pub(super) Users);

impl PersonalData for Suspension {
    fn name(&self) -> &'static str {
        "suspension"
    }

    fn schema(&self) -> &'static str {
        include_str!("suspension.schema.json")
    }

    fn export<'a>(&'a self, actor: &'a Actor, _: &'a DataSubject) -> BoxFuture<'a, Result<Json>> {
        Box::pin(async {
            let conn = self.0.platform.db.conn();
            member(&suspension::of_user(actor.user_id).one(conn).await?)
        })
    }
}
