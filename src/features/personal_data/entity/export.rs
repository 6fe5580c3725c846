//! The table `exports`: data exports that users requested.

use chrono::TimeDelta;
use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*, sea_query::Expr};
use serde::Serialize;

use crate::types::{
    actor::Actor,
    id::{ExportId, UserId},
};

/// The time that an export is kept.
pub const KEPT_FOR: TimeDelta = TimeDelta::days(7);

/// A data export: a ZIP file with all data of a user.
#[derive(Clone, Debug, PartialEq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "exports")]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The export.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ExportId,
    /// The owner.
    pub user_id: UserId,
    /// The state.
    pub state: State,
    /// The size in bytes, if it is ready.
    pub size: Option<i64>,
    /// The SHA-256 of the file in hexadecimal, if it is ready.
    pub sha256: Option<String>,
    /// The time of the request.
    pub created_at: DateTimeUtc,
    /// The time when it is deleted.
    pub expires_at: DateTimeUtc,
}

/// The state of a data export.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, EnumIter, DeriveActiveEnum, async_graphql::Enum,
)]
#[sea_orm(
    rs_type = "String",
    db_type = "Text",
    rename_all = "SCREAMING_SNAKE_CASE"
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[graphql(name = "ExportState")]
pub enum State {
    /// Being built.
    Building,
    /// Ready for download.
    Ready,
    /// The build failed; request another one.
    Failed,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The actor's exports that have not expired, newest first.
pub fn of(actor: &Actor, now: DateTimeUtc) -> Select<Entity> {
    let kept = Entity::find()
        .filter(Column::UserId.eq(actor.user_id))
        .filter(Column::ExpiresAt.gt(now));
    kept.order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
}

/// One export of the actor.
pub fn one_of(actor: &Actor, id: ExportId, now: DateTimeUtc) -> Select<Entity> {
    of(actor, now).filter(Column::Id.eq(id))
}

/// The actor's export that is being built; there is at most one.
pub fn building_of(actor: &Actor) -> Select<Entity> {
    Entity::find()
        .filter(Column::UserId.eq(actor.user_id))
        .filter(Column::State.eq(State::Building))
}

/// One export, for building it.
pub fn by_id(id: ExportId) -> Select<Entity> {
    Entity::find_by_id(id)
}

/// Deletes the actor's exports except the newest `count`.
pub async fn keep_last(
    conn: &impl ConnectionTrait,
    actor: &Actor,
    count: u64,
) -> Result<(), DbErr> {
    let own = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::UserId.eq(actor.user_id));
    let last: Vec<ExportId> = own
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .limit(count)
        .into_tuple()
        .all(conn)
        .await?;
    let others = Entity::delete_many()
        .filter(Column::UserId.eq(actor.user_id))
        .filter(Column::Id.is_not_in(last));
    others.exec(conn).await.map(|_| ())
}

/// Deletes expired exports, with their pieces.
pub async fn forget(conn: &impl ConnectionTrait, now: DateTimeUtc) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::ExpiresAt.lte(now))
        .exec(conn)
        .await
        .map(|_| ())
}

/// Marks as failed the exports that were requested before this instant and are still being built.
pub async fn give_up(conn: &impl ConnectionTrait, before: DateTimeUtc) -> Result<(), DbErr> {
    let late = Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Failed))
        .filter(Column::State.eq(State::Building));
    late.filter(Column::CreatedAt.lt(before))
        .exec(conn)
        .await
        .map(|_| ())
}
