//! Accounts whose owners leave: a time of grace, then nothing.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, IntoActiveModel};

use super::{Status, UserRow, Users, entity::user};
use crate::{
    error::{Error, Refusal, Result},
    types::{
        actor::{Actor, Role},
        id::UserId,
    },
};

impl Users {
    /// Notes inside the caller's transaction when an account is to be erased; asked for again, it stays with the first time. Somebody
    /// must be left who can tend the server: the last admin stays.
    pub async fn begin_leaving(&self, conn: &impl ConnectionTrait, actor: &Actor, at: DateTime<Utc>) -> Result<UserRow> {
        let gone = || Error::unauthenticated("This account is gone; sign in again.");
        let user = self.find_by_id(conn, actor.user_id).await?.ok_or_else(gone)?;
        // Admins are locked together and before anything else: two who leave at once must not wait for each other.
        let admins = if user.role == Role::Admin { user::admins_to_change().all(conn).await? } else { Vec::new() };
        let user = self.lock(conn, actor.user_id).await?.ok_or_else(gone)?;
        if user.leaves_at.is_some() {
            return Ok(user);
        }
        if user.role == Role::Admin && admins.iter().all(|admin| admin.id == user.id) {
            return Err(Refusal::invalid("input", "You are the last admin; give somebody else that role first.").into());
        }
        let mut row = user.into_active_model();
        (row.status, row.leaves_at, row.updated_at) = (Set(Status::Leaving), Set(Some(at)), Set(self.platform.clock.now()));
        Ok(row.update(conn).await?)
    }

    /// Takes that back; says whether there was something to take back. What is due already is not.
    pub async fn stay(&self, conn: &impl ConnectionTrait, actor: &Actor) -> Result<Option<UserRow>> {
        let now = self.platform.clock.now();
        let user = self.lock(conn, actor.user_id).await?.filter(|user| user.leaves_at.is_none_or(|at| now < at));
        let user = user.ok_or_else(|| Error::unauthenticated("This account is gone; sign in again."))?;
        if user.leaves_at.is_none() {
            return Ok(None);
        }
        // Who was shut out meanwhile stays shut out.
        let status = if user.status == Status::Leaving { Status::Active } else { user.status };
        let mut row = user.into_active_model();
        (row.status, row.leaves_at, row.updated_at) = (Set(status), Set(None), Set(now));
        Ok(Some(row.update(conn).await?))
    }

    /// The accounts whose time of grace is over.
    pub async fn due(&self) -> Result<Vec<UserRow>> {
        Ok(user::due(self.platform.clock.now()).all(self.platform.db.conn()).await?)
    }

    /// The account, locked until the caller's transaction ends.
    pub async fn lock(&self, conn: &impl ConnectionTrait, id: UserId) -> Result<Option<UserRow>> {
        Ok(user::by_id_to_change(id).one(conn).await?)
    }

    /// Some ids of accounts in their order, behind this one.
    pub async fn ids_after(&self, after: Option<UserId>, count: u64) -> Result<Vec<UserId>> {
        Ok(user::ids_after(self.platform.db.conn(), after, count).await?)
    }

    /// Deletes the account inside the caller's transaction, with every row that refers to it.
    pub async fn erase(&self, conn: &impl ConnectionTrait, id: UserId) -> Result<()> {
        Ok(user::erase(conn, id).await?)
    }
}
