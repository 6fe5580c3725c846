//! Who asks. The right to act is a type: what owners may do takes an `&Actor`, what admins may do an `&Admin`.

use std::sync::Arc;

use async_graphql::Enum;
use chrono::{DateTime, Utc};
use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};

use super::{
    id::{SessionId, UserId},
    scope::{Scope, Scopes},
};
use crate::error::{Error, Result};

/// What a user may do beyond their own things.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Enum, EnumIter, DeriveActiveEnum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "Text",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
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
    /// A known user.
    User(Actor),
}

/// A known user: the proof that the token was good. Which permissions it has is asked where something is done.
#[derive(Clone, Debug)]
pub struct Actor {
    /// The user.
    pub user_id: UserId,
    /// The session that the token belongs to; the API token's own id, if it is one.
    pub session_id: SessionId,
    role: Role,
    /// What an API token may do; `None` for a person who signed in.
    scopes: Option<Scopes>,
    by: By,
}

/// By what a user acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum By {
    /// The person who signed in.
    Person,
    /// A program with an API token, by the name that the user gave it.
    ApiToken(Arc<str>),
    /// An import that the user started, by the name of its source.
    Import(&'static str),
    /// A rule that the user switched on, by its name.
    Rule(&'static str),
}

/// What a good token or cookie opens, and until when.
#[derive(Clone, Debug)]
pub struct Access {
    /// Who comes in.
    pub actor: Actor,
    /// When it ends.
    pub ends: DateTime<Utc>,
}

/// Somebody who signed in themselves, not a token that they gave to a program.
#[derive(Clone, Debug)]
pub struct Person(Actor);

/// A person who may tend postings and companies.
#[derive(Clone, Debug)]
pub struct Moderator(Actor);

/// A person who may tend accounts and settings.
#[derive(Clone, Debug)]
pub struct Admin(Actor);

impl Viewer {
    /// The known user, or UNAUTHENTICATED.
    pub fn actor(&self) -> Result<&Actor> {
        match self {
            Self::User(actor) => Ok(actor),
            Self::Anonymous => Err(Error::unauthenticated(
                "Sign in first: send an access token as \"Authorization: Bearer …\".",
            )),
        }
    }

    /// The known user, if their token may do this.
    pub fn allowed(&self, scope: Scope) -> Result<&Actor> {
        let actor = self.actor()?;
        if actor.may(scope) {
            Ok(actor)
        } else {
            Err(Error::forbidden(format!(
                "This API token lacks the scope \"{scope}\"."
            )))
        }
    }
}

impl Actor {
    /// Somebody who signed in.
    #[must_use]
    pub const fn of_session(user_id: UserId, session_id: SessionId, role: Role) -> Self {
        Self {
            user_id,
            session_id,
            role,
            scopes: None,
            by: By::Person,
        }
    }

    /// A program with an API token: never more than a user, whatever the role of its owner.
    #[must_use]
    pub fn of_token(user_id: UserId, token_id: SessionId, scopes: Scopes, name: &str) -> Self {
        Self {
            user_id,
            session_id: token_id,
            role: Role::User,
            scopes: Some(scopes),
            by: By::ApiToken(name.into()),
        }
    }

    /// The same user, with what acts for them: an import or a rule.
    #[must_use]
    pub fn acting_by(&self, by: By) -> Self {
        Self { by, ..self.clone() }
    }

    /// By what the user acts.
    #[must_use]
    pub const fn by(&self) -> &By {
        &self.by
    }

    /// Whether the token has this permission.
    #[must_use]
    pub fn may(&self, scope: Scope) -> bool {
        self.scopes
            .as_ref()
            .is_none_or(|scopes| scopes.contains(scope))
    }

    /// The person who signed in, or FORBIDDEN for an API token.
    pub fn person(&self) -> Result<Person> {
        if self.scopes.is_none() {
            return Ok(Person(self.clone()));
        }
        Err(Error::forbidden(
            "An API token may not do this; sign in as a person.",
        ))
    }
}

impl Person {
    /// The user behind.
    #[must_use]
    pub const fn actor(&self) -> &Actor {
        &self.0
    }

    /// The same person as a moderator (admins are, too), or FORBIDDEN.
    pub fn moderator(&self) -> Result<Moderator> {
        match self.0.role {
            Role::Moderator | Role::Admin => Ok(Moderator(self.0.clone())),
            Role::User => Err(Error::forbidden("This is for moderators only.")),
        }
    }

    /// The same person as an admin, or FORBIDDEN.
    pub fn admin(&self) -> Result<Admin> {
        if self.0.role == Role::Admin {
            Ok(Admin(self.0.clone()))
        } else {
            Err(Error::forbidden("This is for admins only."))
        }
    }
}

impl Moderator {
    /// The actor behind the role.
    #[must_use]
    pub const fn actor(&self) -> &Actor {
        &self.0
    }
}

impl Admin {
    /// The actor behind the role.
    #[must_use]
    pub const fn actor(&self) -> &Actor {
        &self.0
    }

    /// The person behind the role: no API token is an admin.
    #[must_use]
    pub fn person(&self) -> Person {
        Person(self.0.clone())
    }
}
