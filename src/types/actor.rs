//! The viewer of a request and the permissions, which are types: an owner's operations take an `&Actor`, an admin's take an `&Admin`.

use std::sync::Arc;

use async_graphql::Enum;
use chrono::{DateTime, Utc};
use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};

use super::{
    id::{SessionId, UserId},
    scope::{Scope, Scopes, Verb},
};
use crate::error::{Error, Result};

/// The role of a user: what the user may do beyond their own data.
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
    /// May read and change their own data only.
    User,
    /// May moderate postings and companies as well.
    Moderator,
    /// May manage sources, accounts and settings as well; cannot read other users' applications.
    Admin,
}

/// The user or anonymous client that sent a request.
#[derive(Clone, Debug)]
pub enum Viewer {
    /// Not signed in.
    Anonymous,
    /// Signed in, or an API token.
    User(Actor),
}

/// An authenticated user. Scopes of API tokens are checked by each operation.
#[derive(Clone, Debug)]
pub struct Actor {
    /// The user.
    pub user_id: UserId,
    /// The session that the access token belongs to, or the id of the API token.
    pub session_id: SessionId,
    role: Role,
    /// The scopes of an API token; `None` for a session.
    scopes: Option<Scopes>,
    by: By,
    proposes: bool,
}

/// Through what a user acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum By {
    /// A session of the user.
    Person,
    /// An API token, with the name that the user gave it.
    ApiToken(Arc<str>),
    /// An import that the user started, with the name of its source.
    Import(&'static str),
    /// An automatic rule that the user enabled, with its name.
    Rule(&'static str),
}

/// The result of a valid access token or session cookie.
#[derive(Clone, Debug)]
pub struct Access {
    /// The authenticated user.
    pub actor: Actor,
    /// When the authentication expires.
    pub ends: DateTime<Utc>,
}

/// A user who signed in with a session, not an API token.
#[derive(Clone, Debug)]
pub struct Person(Actor);

/// A person who may moderate postings and companies.
#[derive(Clone, Debug)]
pub struct Moderator(Actor);

/// A person who may manage accounts and settings.
#[derive(Clone, Debug)]
pub struct Admin(Actor);

impl Viewer {
    /// The authenticated user, or UNAUTHENTICATED.
    pub fn actor(&self) -> Result<&Actor> {
        match self {
            Self::User(actor) => Ok(actor),
            Self::Anonymous => Err(Error::unauthenticated(
                "Sign in first: send an access token as \"Authorization: Bearer …\".",
            )),
        }
    }

    /// The authenticated user, if the token has this scope.
    pub fn allowed(&self, scope: Scope) -> Result<&Actor> {
        let actor = self.actor()?;
        actor.check(scope)?;
        Ok(actor)
    }

    /// True for an API token that may propose what this scope allows to change.
    #[must_use]
    pub fn may_propose(&self, scope: Scope) -> bool {
        let writes = scope.verb() == Verb::Write;
        matches!(self, Self::User(actor) if writes && actor.may(scope.area().propose()))
    }
}

impl Actor {
    /// A user with a session.
    #[must_use]
    pub const fn of_session(user_id: UserId, session_id: SessionId, role: Role) -> Self {
        Self {
            user_id,
            session_id,
            role,
            scopes: None,
            by: By::Person,
            proposes: false,
        }
    }

    /// A user with an API token: never more than the role `User`, whatever the role of its owner.
    #[must_use]
    pub fn of_token(user_id: UserId, token_id: SessionId, scopes: Scopes, name: &str) -> Self {
        Self {
            user_id,
            session_id: token_id,
            role: Role::User,
            scopes: Some(scopes),
            by: By::ApiToken(name.into()),
            proposes: false,
        }
    }

    /// The same user, who only proposes: whatever they write is rolled back, and mutations become proposals.
    #[must_use]
    pub fn proposing(&self) -> Self {
        Self {
            proposes: true,
            ..self.clone()
        }
    }

    /// True for an actor who only proposes.
    #[must_use]
    pub const fn proposes(&self) -> bool {
        self.proposes
    }

    /// The same user, acting through an import or a rule.
    #[must_use]
    pub fn acting_by(&self, by: By) -> Self {
        Self { by, ..self.clone() }
    }

    /// Through what the user acts.
    #[must_use]
    pub const fn by(&self) -> &By {
        &self.by
    }

    /// The API token through which the user acts, if one.
    #[must_use]
    pub const fn token(&self) -> Option<SessionId> {
        match self.by {
            By::ApiToken(_) => Some(self.session_id),
            By::Person | By::Import(_) | By::Rule(_) => None,
        }
    }

    /// True if the session or token has this scope. Who only proposes may also propose what it allows to change.
    #[must_use]
    pub fn may(&self, scope: Scope) -> bool {
        let Some(scopes) = &self.scopes else {
            return true;
        };
        let is_proposed = self.proposes && scope.verb() == Verb::Write;
        scopes.contains(scope) || (is_proposed && scopes.contains(scope.area().propose()))
    }

    /// True for an API token with a scope to propose changes that it may not make.
    #[must_use]
    pub fn has_to_propose(&self) -> bool {
        let proposes =
            |scope: Scope| scope.verb() == Verb::Propose && !self.may(scope.area().write());
        let scopes = self.scopes.iter().flat_map(Scopes::iter);
        scopes.into_iter().any(proposes)
    }

    /// FORBIDDEN for an API token without this scope.
    pub fn check(&self, scope: Scope) -> Result<()> {
        if self.may(scope) {
            return Ok(());
        }
        Err(Error::forbidden(format!(
            "This API token lacks the scope \"{scope}\"."
        )))
    }

    /// What the actor may do: the role, and the scopes of an API token. Actors of one user with equal rights may see the same.
    #[must_use]
    pub const fn rights(&self) -> (Role, Option<&Scopes>) {
        (self.role, self.scopes.as_ref())
    }

    /// The person with a session, or FORBIDDEN for an API token.
    pub fn person(&self) -> Result<Person> {
        if self.scopes.is_none() {
            return Ok(Person(self.clone()));
        }
        Err(Error::forbidden(
            "API tokens may not do this; sign in instead.",
        ))
    }
}

impl Person {
    /// The underlying actor.
    #[must_use]
    pub const fn actor(&self) -> &Actor {
        &self.0
    }

    /// The same person as a moderator (admins are moderators, too), or FORBIDDEN.
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
    /// The underlying actor.
    #[must_use]
    pub const fn actor(&self) -> &Actor {
        &self.0
    }
}

impl Admin {
    /// The underlying actor.
    #[must_use]
    pub const fn actor(&self) -> &Actor {
        &self.0
    }

    /// The underlying person: API tokens are never admins.
    #[must_use]
    pub fn person(&self) -> Person {
        Person(self.0.clone())
    }
}
