//! Users: the account row. Tables of other features refer to its id.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, IntoActiveModel, SqlErr};

use crate::{
    error::{Error, Refusal, Result},
    platform::{
        Platform,
        unit_of_work::{Change, Operation},
    },
    types::{
        actor::{Actor, Role},
        email::Email,
        id::UserId,
        import_source::ImportSource,
        object_kind::ObjectKind,
    },
};

mod directory;
pub mod entity;
pub mod graphql;
mod personal_data;
mod register;
mod state;
mod time_zone;
mod update;

pub use self::{
    directory::UserFilter,
    entity::{
        suspension::Model as SuspensionRow,
        user::{AccountSources, Model as UserRow, Status},
    },
    time_zone::Today,
    update::{ACCOUNT_NAME_MAX, AccountChange},
};

/// The service of the accounts.
#[derive(Clone)]
pub struct Users {
    platform: Platform,
}

/// An account to create.
pub struct NewUser {
    /// The address, not used by another account.
    pub email: Email,
    /// The display name.
    pub name: String,
    /// The Argon2id hash as a PHC string.
    pub password_hash: Option<String>,
    /// The import that the name comes from; none if the user typed it.
    pub source: Option<ImportSource>,
}

impl Users {
    /// A service on this platform.
    #[must_use]
    pub const fn new(platform: Platform) -> Self {
        Self { platform }
    }

    /// The account of the actor. A token can outlive its account, which gives UNAUTHENTICATED.
    pub async fn get(&self, actor: &Actor) -> Result<UserRow> {
        let user = entity::user::of(actor).one(self.platform.db.conn()).await?;
        user.ok_or_else(account_gone)
    }

    /// The account with this address; for sign-in only, never shown to other users.
    pub async fn find_by_email(&self, email: &Email) -> Result<Option<UserRow>> {
        Ok(entity::user::by_email(email)
            .one(self.platform.db.conn())
            .await?)
    }

    /// The same inside the caller's transaction; the caller has checked that the user controls the address.
    pub async fn find_by_email_in(
        &self,
        conn: &impl ConnectionTrait,
        email: &Email,
    ) -> Result<Option<UserRow>> {
        Ok(entity::user::by_email(email).one(conn).await?)
    }

    /// The account of a session; for sign-in only, never shown to other users.
    pub async fn find_by_id(
        &self,
        conn: &impl ConnectionTrait,
        id: UserId,
    ) -> Result<Option<UserRow>> {
        Ok(entity::user::by_id(id).one(conn).await?)
    }

    /// Creates an account inside the caller's transaction; refused if the address is in use.
    pub async fn create(&self, conn: &impl ConnectionTrait, new: NewUser) -> Result<UserRow> {
        self.create_as(conn, new, None).await
    }

    /// The same with a verified address.
    pub async fn create_verified(
        &self,
        conn: &impl ConnectionTrait,
        new: NewUser,
    ) -> Result<UserRow> {
        self.create_as(conn, new, Some(self.platform.clock.now()))
            .await
    }

    /// Sets or removes the password hash, inside the caller's transaction.
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

    /// Replaces the password hash by another one of the same password, inside the caller's transaction; does nothing if the password was
    /// changed meanwhile.
    pub async fn replace_hash(
        &self,
        conn: &impl ConnectionTrait,
        user: &UserRow,
        hash: String,
    ) -> Result<()> {
        Ok(entity::user::replace_hash(conn, user, hash).await?)
    }

    /// Marks the address as verified, inside the caller's transaction; a repeated call changes nothing.
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
            locale: Set(None),
            sources: Set(AccountSources {
                name: new.source,
                ..AccountSources::default()
            }),
        };
        row.insert(conn)
            .await
            .map_err(|cause| match cause.sql_err() {
                // A concurrent sign-up created the account between the check and the insert.
                Some(SqlErr::UniqueConstraintViolation(_)) => address_taken(),
                _ => cause.into(),
            })
    }
}

/// The change of an account, for the change feed.
const fn change(row: &UserRow) -> Change {
    Change::unversioned(row.id, ObjectKind::Account, row.id.0, Operation::Changed)
}

/// The error for a session or token whose account was deleted.
fn account_gone() -> Error {
    Error::unauthenticated("This account was deleted; sign in again.")
}

fn address_taken() -> Error {
    let message = "An account with this address already exists; sign in instead.".into();
    Refusal::Duplicate {
        path: "input.email".into(),
        message,
        existing: None,
    }
    .into()
}
