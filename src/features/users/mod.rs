//! Users: the account itself. What belongs to one user hangs on its id everywhere else.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, IntoActiveModel, SqlErr};

use crate::{
    error::{Error, Refusal, Result},
    platform::Platform,
    types::{
        actor::{Actor, Role},
        email::Email,
        id::UserId,
    },
};

mod directory;
pub mod entity;
pub mod graphql;
mod personal_data;
mod register;
mod state;
mod time_zone;

pub use self::{
    directory::UserFilter,
    entity::{
        suspension::Model as SuspensionRow,
        user::{Model as UserRow, Status},
    },
    time_zone::Today,
};

/// The accounts.
#[derive(Clone)]
pub struct Users {
    platform: Platform,
}

/// An account to be made.
pub struct NewUser {
    /// The address, free so far.
    pub email: Email,
    /// How the user wants to be called.
    pub name: String,
    /// Argon2id, as a PHC string.
    pub password_hash: Option<String>,
}

impl Users {
    /// The accounts of this platform.
    #[must_use]
    pub const fn new(platform: Platform) -> Self {
        Self { platform }
    }

    /// The account of the actor. A token may outlive its account.
    pub async fn get(&self, actor: &Actor) -> Result<UserRow> {
        let user = entity::user::of(actor).one(self.platform.db.conn()).await?;
        user.ok_or_else(account_gone)
    }

    /// The account with this address; for signing in, not for showing.
    pub async fn find_by_email(&self, email: &Email) -> Result<Option<UserRow>> {
        Ok(entity::user::by_email(email)
            .one(self.platform.db.conn())
            .await?)
    }

    /// The same inside the caller's transaction, for whoever proved that the address is theirs.
    pub async fn find_by_email_in(
        &self,
        conn: &impl ConnectionTrait,
        email: &Email,
    ) -> Result<Option<UserRow>> {
        Ok(entity::user::by_email(email).one(conn).await?)
    }

    /// The account behind a session; for signing in, not for showing.
    pub async fn find_by_id(
        &self,
        conn: &impl ConnectionTrait,
        id: UserId,
    ) -> Result<Option<UserRow>> {
        Ok(entity::user::by_id(id).one(conn).await?)
    }

    /// Makes an account inside the caller's transaction; an address is used once.
    pub async fn create(&self, conn: &impl ConnectionTrait, new: NewUser) -> Result<UserRow> {
        self.create_as(conn, new, None).await
    }

    /// The same, for somebody who proved that the address is theirs.
    pub async fn create_verified(
        &self,
        conn: &impl ConnectionTrait,
        new: NewUser,
    ) -> Result<UserRow> {
        self.create_as(conn, new, Some(self.platform.clock.now()))
            .await
    }

    /// Sets the hash of another password, or takes the password away, inside the caller's transaction.
    pub async fn set_password(
        &self,
        conn: &impl ConnectionTrait,
        user: UserRow,
        hash: Option<String>,
    ) -> Result<UserRow> {
        let mut row = user.into_active_model();
        (row.password_hash, row.updated_at) = (Set(hash), Set(self.platform.clock.now()));
        Ok(row.update(conn).await?)
    }

    /// Replaces the hash of a password by another of the same one, inside the caller's transaction; nothing if it was changed meanwhile.
    pub async fn replace_hash(
        &self,
        conn: &impl ConnectionTrait,
        user: &UserRow,
        hash: String,
    ) -> Result<()> {
        Ok(entity::user::replace_hash(conn, user, hash).await?)
    }

    /// Notes inside the caller's transaction that the owner proved that the address is theirs; a second time changes nothing.
    pub async fn note_verified(
        &self,
        conn: &impl ConnectionTrait,
        user: UserRow,
    ) -> Result<UserRow> {
        if user.email_verified_at.is_some() {
            return Ok(user);
        }
        let now = self.platform.clock.now();
        let mut row = user.into_active_model();
        (row.email_verified_at, row.updated_at) = (Set(Some(now)), Set(now));
        Ok(row.update(conn).await?)
    }

    async fn create_as(
        &self,
        conn: &impl ConnectionTrait,
        new: NewUser,
        verified_at: Option<DateTime<Utc>>,
    ) -> Result<UserRow> {
        if entity::user::by_email(&new.email)
            .one(conn)
            .await?
            .is_some()
        {
            return Err(address_taken());
        }
        let now = self.platform.clock.now();
        let row = entity::user::ActiveModel {
            id: Set(UserId(self.platform.clock.new_id())),
            email: Set(new.email.as_str().to_owned()),
            name: Set(new.name),
            role: Set(Role::User),
            password_hash: Set(new.password_hash),
            created_at: Set(now),
            updated_at: Set(now),
            status: Set(Status::Active),
            email_verified_at: Set(verified_at),
            leaves_at: Set(None),
            time_zone: Set(None),
        };
        row.insert(conn)
            .await
            .map_err(|cause| match cause.sql_err() {
                // Somebody else was faster between the look and the insert.
                Some(SqlErr::UniqueConstraintViolation(_)) => address_taken(),
                _ => cause.into(),
            })
    }
}

/// An account is not there any more, although a session or a token of it is.
fn account_gone() -> Error {
    Error::unauthenticated("This account is gone; sign in again.")
}

fn address_taken() -> Error {
    let message = "There is an account with this address already; sign in instead.".into();
    Refusal::Duplicate {
        path: "input.email".into(),
        message,
        existing: None,
    }
    .into()
}
