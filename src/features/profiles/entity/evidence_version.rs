//! The table `evidence_versions`: what a fact said before it was edited, for documents that cite it.

use sea_orm::{QueryOrder, entity::prelude::*};
use serde::Serialize;

use super::evidence::{self, SkillNames};
use crate::types::{
    actor::Actor,
    id::{EvidenceId, UserId},
    rows,
};

/// A former version of a fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "evidence_versions")]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The fact.
    #[sea_orm(primary_key, auto_increment = false)]
    pub evidence_id: EvidenceId,
    /// Its version.
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: i32,
    /// The owner.
    pub user_id: UserId,
    /// The statement.
    pub text: String,
    /// Skills that the user linked to it.
    #[sea_orm(column_type = "JsonBinary")]
    pub skills: SkillNames,
    /// When the user wrote or confirmed it; none if never.
    pub confirmed_at: Option<DateTimeUtc>,
    /// The time when this version was written.
    pub written_at: DateTimeUtc,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<&evidence::Model> for Model {
    fn from(row: &evidence::Model) -> Self {
        Self {
            evidence_id: row.id,
            version: row.version,
            user_id: row.user_id,
            text: row.text.clone(),
            skills: row.skills.clone(),
            confirmed_at: row.confirmed_at,
            written_at: row.updated_at,
        }
    }
}

/// Keeps former versions.
pub async fn keep(conn: &impl ConnectionTrait, rows: Vec<Model>) -> Result<(), DbErr> {
    rows::insert::<Entity>(conn, rows).await
}

/// The former versions of the actor's facts, oldest first.
pub fn of(actor: &Actor) -> Select<Entity> {
    Entity::find()
        .filter(Column::UserId.eq(actor.user_id))
        .order_by_asc(Column::EvidenceId)
        .order_by_asc(Column::Version)
}

/// The former versions of these facts of the actor, oldest first.
pub fn of_facts(actor: &Actor, facts: Vec<EvidenceId>) -> Select<Entity> {
    of(actor).filter(Column::EvidenceId.is_in(facts))
}
