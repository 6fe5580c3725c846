//! The table `skill_claims`.

use async_graphql::Enum;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::section::{self, Section};
use crate::types::{
    actor::Actor,
    id::{SkillClaimId, UserId},
};

/// Proficiency in a skill, as the user rates it.
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
    /// Works with it, sometimes with help.
    Intermediate,
    /// Works with it independently.
    Advanced,
    /// Is asked for advice by others.
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
    /// The owner.
    pub user_id: UserId,
    /// Position in its section, from 0.
    pub position: i32,
    /// The name of the skill, as the user typed it.
    pub name: String,
    /// The proficiency.
    pub level: SkillLevel,
    /// Years of experience.
    pub years: Option<i32>,
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
