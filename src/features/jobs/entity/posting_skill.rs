//! The table `posting_skills`: the skills that a posting names, with the lines that name them.

use sea_orm::{QueryOrder, entity::prelude::*};
use serde::{Deserialize, Serialize};

use super::skill;
use crate::types::id::{PostingId, SkillId};

/// Whether a skill is required or preferred.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
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
#[graphql(name = "SkillImportance")]
pub enum Requirement {
    /// Required by the posting.
    Required,
    /// Nice to have.
    Preferred,
}

/// A skill that a posting names.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "posting_skills")]
pub struct Model {
    /// The posting.
    #[sea_orm(primary_key, auto_increment = false)]
    pub posting_id: PostingId,
    /// The skill.
    #[sea_orm(primary_key, auto_increment = false)]
    pub skill_id: SkillId,
    /// Required or preferred.
    pub need: Requirement,
    /// The line that names the skill.
    pub quote: String,
}

/// The skill of the row.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// The skill.
    #[sea_orm(
        belongs_to = "skill::Entity",
        from = "Column::SkillId",
        to = "skill::Column::Id"
    )]
    Skill,
}

impl Related<skill::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Skill.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}

/// The skills of these postings, with their labels; required ones first.
pub fn of_postings(ids: &[PostingId]) -> sea_orm::SelectTwo<Entity, skill::Entity> {
    let of_postings = Entity::find()
        .filter(Column::PostingId.is_in(ids.iter().copied()))
        .find_also_related(skill::Entity);
    of_postings
        .order_by_asc(Column::PostingId)
        .order_by_desc(Column::Need)
        .order_by_asc(skill::Column::Label)
}

/// Deletes the skills of a posting whose text changed.
pub async fn clear(conn: &impl ConnectionTrait, posting: PostingId) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::PostingId.eq(posting))
        .exec(conn)
        .await
        .map(|_| ())
}
