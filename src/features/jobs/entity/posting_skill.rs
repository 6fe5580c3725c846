//! The table `posting_skills`: the skills that a posting names, with the lines that name them.

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};
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

/// A skill that a posting names, with its entry in the dictionary.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    /// The skill.
    pub skill: skill::Model,
    /// Required or preferred.
    pub need: Requirement,
    /// The line that names the skill.
    pub quote: String,
}

/// The skills of these postings; required ones first.
pub async fn of_postings(
    conn: &impl ConnectionTrait,
    ids: &[PostingId],
) -> Result<Vec<(PostingId, Named)>, DbErr> {
    let of_postings = Entity::find()
        .filter(Column::PostingId.is_in(ids.iter().copied()))
        .inner_join(skill::Entity)
        .order_by_asc(Column::PostingId)
        .order_by_desc(Column::Need)
        .order_by_asc(skill::Column::Label);
    let columns = of_postings
        .select_only()
        .column(Column::PostingId)
        .column(Column::Need)
        .column(Column::Quote)
        .column(skill::Column::Id)
        .column(skill::Column::Slug)
        .column(skill::Column::Label);
    let rows: Vec<(PostingId, Requirement, String, SkillId, String, String)> =
        columns.into_tuple().all(conn).await?;
    Ok(rows
        .into_iter()
        .map(|(posting, need, quote, id, slug, label)| {
            let skill = skill::Model { id, slug, label };
            (posting, Named { skill, need, quote })
        })
        .collect())
}

/// The rows of these postings.
pub fn rows_of(ids: &[PostingId]) -> Select<Entity> {
    Entity::find().filter(Column::PostingId.is_in(ids.iter().copied()))
}

/// Deletes the skills of these postings.
pub async fn clear(conn: &impl ConnectionTrait, postings: &[PostingId]) -> Result<(), DbErr> {
    if postings.is_empty() {
        return Ok(());
    }
    Entity::delete_many()
        .filter(Column::PostingId.is_in(postings.iter().copied()))
        .exec(conn)
        .await
        .map(|_| ())
}
