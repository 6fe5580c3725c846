//! Users: the account itself. What belongs to one user hangs on its id everywhere else.

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

pub mod entity;
pub mod graphql;

pub use self::entity::user::{Model as UserRow, Status};

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

    /// The account of the one who asks. A token may outlive its account.
    pub async fn get(&self, actor: &Actor) -> Result<UserRow> {
        let user = entity::user::of(actor).one(self.platform.db.conn()).await?;
        user.ok_or_else(|| Error::unauthenticated("This account is gone; sign in again."))
    }

    /// The account with this address; for signing in, not for showing.
    pub async fn find_by_email(&self, email: &Email) -> Result<Option<UserRow>> {
        Ok(entity::user::by_email(email).one(self.platform.db.conn()).await?)
    }

    /// The account behind a session; for signing in, not for showing.
    pub async fn find_by_id(&self, conn: &impl ConnectionTrait, id: UserId) -> Result<Option<UserRow>> {
        Ok(entity::user::by_id(id).one(conn).await?)
    }

    /// Makes an account inside the caller's transaction; an address is used once.
    pub async fn create(&self, conn: &impl ConnectionTrait, new: NewUser) -> Result<UserRow> {
        if entity::user::by_email(&new.email).one(conn).await?.is_some() {
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
            email_verified_at: Set(None),
            leaves_at: Set(None),
        };
        row.insert(conn).await.map_err(|cause| match cause.sql_err() {
            // Somebody else was faster between the look and the insert.
            Some(SqlErr::UniqueConstraintViolation(_)) => address_taken(),
            _ => cause.into(),
        })
    }

    /// Gives an account another role, inside the caller's transaction.
    pub async fn set_role(&self, conn: &impl ConnectionTrait, user: UserRow, role: Role) -> Result<UserRow> {
        let mut row = user.into_active_model();
        (row.role, row.updated_at) = (Set(role), Set(self.platform.clock.now()));
        Ok(row.update(conn).await?)
    }
}

fn address_taken() -> Error {
    let message = "There is an account with this address already; sign in instead.".into();
    Refusal::Duplicate { path: "input.email".into(), message, existing: None }.into()
}
