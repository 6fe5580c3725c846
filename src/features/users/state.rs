//! Changes of an account by admins: its role and state. The rules of who may make them are in `auth`.

use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, IntoActiveModel};

use super::{
    SuspensionRow, UserRow, Users, account_gone, change,
    entity::{self, suspension, user::Status},
};
use crate::{
    error::{Error, Result},
    platform::unit_of_work::Unit,
    types::{actor::Role, id::UserId},
};

impl UserRow {
    /// True if the account is an active admin.
    #[must_use]
    pub fn is_active_admin(&self) -> bool {
        self.role == Role::Admin && self.status == Status::Active
    }
}

impl Users {
    /// The account, locked until the caller's transaction ends, so that its state cannot change meanwhile.
    pub async fn lock(&self, conn: &impl ConnectionTrait, id: UserId) -> Result<Option<UserRow>> {
        Ok(entity::user::by_id_to_change(id).one(conn).await?)
    }

    /// Like [`Users::lock`] for the account of a signed-in user, which must exist.
    pub async fn locked(&self, conn: &impl ConnectionTrait, id: UserId) -> Result<UserRow> {
        self.lock(conn, id).await?.ok_or_else(account_gone)
    }

    /// The same for an account that must be active: FORBIDDEN if it is suspended.
    pub async fn lock_active(&self, conn: &impl ConnectionTrait, id: UserId) -> Result<UserRow> {
        let user = self.locked(conn, id).await?;
        match user.status {
            Status::Suspended => Err(Error::forbidden(
                "This account is suspended; ask the operator of this server.",
            )),
            Status::Active | Status::DeletionScheduled => Ok(user),
        }
    }

    /// Makes concurrent transactions of a user count each other's rows, until the caller's transaction ends. The caller may have added
    /// rows that refer to the account.
    pub async fn lock_to_count(&self, conn: &impl ConnectionTrait, id: UserId) -> Result<()> {
        entity::user::by_id_to_count(id).one(conn).await?;
        Ok(())
    }

    /// The account and every active admin, locked until the caller's transaction ends.
    pub async fn lock_with_admins(
        &self,
        conn: &impl ConnectionTrait,
        id: UserId,
    ) -> Result<Vec<UserRow>> {
        Ok(entity::user::with_admins_to_change(id).all(conn).await?)
    }

    /// Sets the role of an account, inside the caller's transaction.
    pub async fn set_role(&self, unit: &Unit, user: UserRow, role: Role) -> Result<UserRow> {
        let mut row = user.into_active_model();
        (row.role, row.updated_at) = (Set(role), Set(self.platform.clock.now()));
        let row = row.update(unit).await?;
        unit.changed(change(&row)).await;
        Ok(row)
    }

    /// Suspends an account, inside the caller's transaction.
    pub async fn suspend(
        &self,
        conn: &impl ConnectionTrait,
        user: UserRow,
        reason: String,
        by: Option<UserId>,
    ) -> Result<UserRow> {
        let now = self.platform.clock.now();
        suspension::note(
            conn,
            SuspensionRow {
                user_id: user.id,
                reason,
                since: now,
                by_id: by,
            },
        )
        .await?;
        self.set_status(conn, user, Status::Suspended).await
    }

    /// Ends a suspension, inside the caller's transaction. A deletion that was scheduled before stays scheduled.
    pub async fn reinstate(&self, conn: &impl ConnectionTrait, user: UserRow) -> Result<UserRow> {
        suspension::lift(conn, user.id).await?;
        let status = if user.leaves_at.is_some() {
            Status::DeletionScheduled
        } else {
            Status::Active
        };
        self.set_status(conn, user, status).await
    }

    async fn set_status(
        &self,
        conn: &impl ConnectionTrait,
        user: UserRow,
        status: Status,
    ) -> Result<UserRow> {
        let mut row = user.into_active_model();
        (row.status, row.updated_at) = (Set(status), Set(self.platform.clock.now()));
        Ok(row.update(conn).await?)
    }
}
