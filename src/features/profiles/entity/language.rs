//! The table `languages`.

use async_graphql::Enum;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::section::{self, Section};
use crate::types::{
    actor::Actor,
    id::{LanguageId, UserId},
};

/// How well somebody speaks a language.
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
    /// Grew up with it.
    Native,
    /// As good as native at work.
    FullProfessional,
    /// Enough for most work.
    ProfessionalWorking,
    /// Enough for simple work.
    LimitedWorking,
    /// Enough for simple talk.
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
    /// Whose it is.
    pub user_id: UserId,
    /// Where it stands in its section, from 0.
    pub position: i32,
    /// The language, in the words of the user.
    pub name: String,
    /// How well.
    pub proficiency: Proficiency,
}

/// No relations are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Section for Entity {
    const ID: Column = Column::Id;
    const USER_ID: Column = Column::UserId;
    const POSITION: Column = Column::Position;
}

/// Those of the one who asks, in order.
pub fn of(actor: &Actor) -> Select<Entity> {
    section::of(actor)
}
