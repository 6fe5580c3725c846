//! Who made a change.

use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};

use crate::types::actor::{Actor, By};

/// Who made a change.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    async_graphql::Enum,
    EnumIter,
    DeriveActiveEnum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "Text",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[graphql(name = "ChangeActor")]
pub enum ActorKind {
    /// The user.
    User,
    /// An API token of the user.
    Agent,
    /// An import.
    Import,
    /// A rule that the user enabled.
    Rule,
    /// The server itself, or its operator.
    Server,
}

impl ActorKind {
    /// The kind of an actor, and the name of the token, import or rule; without an actor, the server.
    #[must_use]
    pub fn of(actor: Option<&Actor>) -> (Self, Option<String>) {
        match actor.map(Actor::by) {
            None => (Self::Server, None),
            Some(By::Person) => (Self::User, None),
            Some(By::ApiToken(name)) => (Self::Agent, Some(name.to_string())),
            Some(By::Import(name)) => (Self::Import, Some((*name).to_owned())),
            Some(By::Rule(name)) => (Self::Rule, Some((*name).to_owned())),
        }
    }
}
