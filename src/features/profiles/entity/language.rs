//! The table `languages`.

use async_graphql::Enum;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::section::{self, Section};
use crate::types::{
    actor::Actor,
    id::{LanguageId, UserId},
};

/// Proficiency in a language, from native to elementary.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    Serialize,
    Deserialize,
    Enum,
    EnumIter,
    DeriveActiveEnum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "Text",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[graphql(name = "LanguageProficiency")]
pub enum Proficiency {
    /// First language.
    Native,
    /// Close to native in professional use.
    FullProfessional,
    /// Sufficient for most work.
    ProfessionalWorking,
    /// Sufficient for simple work.
    LimitedWorking,
    /// Sufficient for simple conversation.
    Elementary,
}

/// A language that a user speaks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "languages")]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LanguageId,
    /// The owner.
    pub user_id: UserId,
    /// Position in its section, from 0.
    pub position: i32,
    /// The name of the language, as the user typed it.
    pub name: String,
    /// The proficiency.
    pub proficiency: Proficiency,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Section for Entity {
    const ID: Column = Column::Id;
    const USER_ID: Column = Column::UserId;
    const POSITION: Column = Column::Position;
}

/// The rows of the actor, in order.
pub fn of(actor: &Actor) -> Select<Entity> {
    section::of(actor)
}
