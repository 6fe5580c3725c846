//! The table `import_reports`: what the reader of a file left out, and what an import keeps for an export.

use sea_orm::{FromJsonQueryResult, IntoActiveModel, entity::prelude::*};
use serde::{Deserialize, Serialize};

use super::values::Kept;
use crate::types::{
    actor::Actor,
    id::{ImportId, UserId},
};

/// The report of one import.
#[derive(Clone, Debug, PartialEq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "import_reports")]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The import.
    #[sea_orm(primary_key, auto_increment = false)]
    pub job_id: ImportId,
    /// The owner.
    pub user_id: UserId,
    /// The files that were read, and the findings.
    #[sea_orm(column_type = "JsonBinary")]
    pub report: Report,
    /// Keys of the document that the profile has no place for.
    #[sea_orm(column_type = "JsonBinary")]
    pub kept: Kept,
}

/// The report of a reader.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct Report(pub importing::report::Report);

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The reports of the actor.
pub fn of(actor: &Actor) -> Select<Entity> {
    Entity::find().filter(Column::UserId.eq(actor.user_id))
}

/// The reports of these imports of the actor.
pub fn some_of(actor: &Actor, ids: &[ImportId]) -> Select<Entity> {
    of(actor).filter(Column::JobId.is_in(ids.iter().copied()))
}

/// Inserts a report.
pub async fn insert(conn: &impl ConnectionTrait, row: Model) -> Result<(), DbErr> {
    Entity::insert(row.into_active_model())
        .exec_without_returning(conn)
        .await
        .map(|_| ())
}
