//! The table `skill_claims`.

use async_graphql::Enum;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::section::{self, Section};
use crate::types::{
    actor::Actor,
    id::{SkillClaimId, UserId},
};

/// How well somebody knows a skill, in their own view.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
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
pub enum SkillLevel {
    /// Knows the basics.
    Beginner,
    /// Works with it, now and then with help.
    Intermediate,
    /// Works with it alone.
    Advanced,
    /// Others come with their questions.
    Expert,
}

/// A skill that a user claims.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "skill_claims")]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SkillClaimId,
    /// Whose it is.
    pub user_id: UserId,
    /// Where it stands in its section, from 0.
    pub position: i32,
    /// The skill, in the words of the user.
    pub name: String,
    /// How well.
    pub level: SkillLevel,
    /// For how many years.
    pub years: Option<i32>,
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
