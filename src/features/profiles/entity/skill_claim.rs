//! The table `skill_claims`.

use async_graphql::Enum;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::section::section;
use crate::types::{
    id::{SkillClaimId, UserId},
    import_source::ImportSource,
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, DeriveEntityModel)]
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
    /// The proficiency; none if not said.
    pub level: Option<SkillLevel>,
    /// Years of experience.
    pub years: Option<i32>,
    /// The import that added it; none if the user typed it.
    pub source: Option<ImportSource>,
}

section!();
