//! The table `application_undos`: what stood before the last change of an application that added no event. A step needs no row: its event is in
//! the history.

use sea_orm::{
    FromJsonQueryResult, IntoActiveModel, Statement, entity::prelude::*, sea_query::OnConflict,
};
use serde::{Deserialize, Serialize};

use super::{application, stage::Stage};
use crate::types::{
    actor::Actor,
    id::{ApplicationId, UserId},
    rows,
};

/// What stood before a change.
#[derive(Clone, Debug, PartialEq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "application_undos")]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The application.
    #[sea_orm(primary_key, auto_increment = false)]
    pub application_id: ApplicationId,
    /// The owner.
    pub user_id: UserId,
    /// The version of the application after the change.
    pub version: i32,
    /// What stood before; none if that is not known, or if only the ranks of a column were renumbered.
    #[sea_orm(column_type = "JsonBinary")]
    pub before: Option<Before>,
}

/// What stood before a change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(tag = "kind", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Before {
    /// The notes.
    Notes(Notes),
    /// The place on the board.
    #[serde(rename_all = "camelCase")]
    Place {
        /// The sort key in the column.
        board_rank: f64,
    },
}

/// The fields of an application that its history does not have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the row of an application documents them")]
pub struct Notes {
    pub source: String,
    pub referrer: String,
    pub priority: i32,
    pub deadline: Option<String>,
    pub next_action: String,
    pub note: String,
    pub archived: bool,
}

/// No relations are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<&application::Model> for Notes {
    fn from(row: &application::Model) -> Self {
        Self {
            source: row.source.clone(),
            referrer: row.referrer.clone(),
            priority: row.priority,
            deadline: row.deadline.clone(),
            next_action: row.next_action.clone(),
            note: row.note.clone(),
            archived: row.archived,
        }
    }
}

impl Model {
    /// What stood before the last change of an application that has this row now.
    #[must_use]
    pub const fn of_change(row: &application::Model, before: Option<Before>) -> Self {
        Self {
            application_id: row.id,
            user_id: row.user_id,
            version: row.version,
            before,
        }
    }
}

/// All rows of the actor.
pub fn of(actor: &Actor) -> Select<Entity> {
    Entity::find().filter(Column::UserId.eq(actor.user_id))
}

/// The row of an application of the actor.
pub fn of_application(actor: &Actor, id: ApplicationId) -> Select<Entity> {
    of(actor).filter(Column::ApplicationId.eq(id))
}

/// Stores rows in place of the former ones of the same applications.
pub async fn keep(conn: &impl ConnectionTrait, rows: Vec<Model>) -> Result<(), DbErr> {
    let instead = OnConflict::column(Column::ApplicationId)
        .update_columns([Column::Version, Column::Before])
        .to_owned();
    let rows = rows.into_iter().map(IntoActiveModel::into_active_model);
    rows::insert_or::<Entity>(conn, rows, instead).await
}

/// Notes that nothing is known of what stood before in a column of the board, whose ranks are renumbered.
pub async fn forget_column(
    conn: &impl ConnectionTrait,
    actor: &Actor,
    stage: Stage,
) -> Result<(), DbErr> {
    let sql = "INSERT INTO application_undos (application_id, user_id, version)
        SELECT id, user_id, version FROM applications WHERE user_id = $1 AND stage = $2 AND NOT archived
        ON CONFLICT (application_id) DO UPDATE SET version = excluded.version, before = NULL";
    let values = [actor.user_id.into(), stage.into()];
    let backend = conn.get_database_backend();
    let forget = Statement::from_sql_and_values(backend, sql, values);
    conn.execute_raw(forget).await.map(drop)
}
