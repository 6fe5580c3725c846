//! Who asks. The right to act is a type: what owners may do takes an `&Actor`, what admins may do an `&Admin`.

use async_graphql::Enum;
use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};

use super::id::{SessionId, UserId};
use crate::error::{Error, Result};

/// What a user may do beyond their own things.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Enum, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "SCREAMING_SNAKE_CASE")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Role {
    /// Their own things, and nothing else.
    User,
    /// Postings and companies as well.
    Moderator,
    /// Sources and settings as well. Never another user's applications.
    Admin,
}

/// Somebody who asks, signed in or not.
#[derive(Clone, Debug)]
pub enum Viewer {
    /// Nobody that we know.
    Anonymous,
    /// A signed-in user.
    User(Actor),
}

/// A signed-in user: the proof that the token was good.
#[derive(Clone, Debug)]
pub struct Actor {
    /// The user.
    pub user_id: UserId,
    /// The session that the token belongs to.
    pub session_id: SessionId,
    role: Role,
}

/// An actor whose role was checked.
#[derive(Clone, Debug)]
pub struct Admin(Actor);

impl Viewer {
    /// The signed-in user, or UNAUTHENTICATED.
    pub fn actor(&self) -> Result<&Actor> {
        match self {
            Self::User(actor) => Ok(actor),
            Self::Anonymous => Err(Error::unauthenticated("Sign in first: send an access token as \"Authorization: Bearer …\".")),
        }
    }
}

impl Actor {
    /// An actor from checked claims.
    #[must_use]
    pub const fn new(user_id: UserId, session_id: SessionId, role: Role) -> Self {
        Self { user_id, session_id, role }
    }

    /// The same actor as an admin, or FORBIDDEN.
    pub fn admin(&self) -> Result<Admin> {
        if self.role == Role::Admin { Ok(Admin(self.clone())) } else { Err(Error::forbidden("This is for admins only.")) }
    }
}

impl Admin {
    /// The actor behind the role.
    #[must_use]
    pub const fn actor(&self) -> &Actor {
        &self.0
    }
}
