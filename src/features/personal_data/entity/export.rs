//! The table `exports`: the archives that somebody asked for.

use chrono::TimeDelta;
use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*, sea_query::Expr};
use serde::Serialize;

use crate::types::{
    actor::Actor,
    id::{ExportId, UserId},
};

/// How long an archive is kept.
pub const KEPT_FOR: TimeDelta = TimeDelta::days(7);

/// An archive of all that somebody has.
#[derive(Clone, Debug, PartialEq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "exports")]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The archive.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ExportId,
    /// The owner.
    pub user_id: UserId,
    /// How far it is.
    pub state: State,
    /// Its bytes, when it is ready.
    pub size: Option<i64>,
    /// SHA-256 of them, in hexadecimal digits.
    pub sha256: Option<String>,
    /// When it was asked for.
    pub created_at: DateTimeUtc,
    /// When it goes.
    pub expires_at: DateTimeUtc,
}

/// How far an archive is.
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
    /// It is being put together.
    Building,
    /// It can be fetched.
    Ready,
    /// It could not be put together; ask for another.
    Failed,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The archives of the actor that are still kept, the newest first.
pub fn of(actor: &Actor, now: DateTimeUtc) -> Select<Entity> {
    let kept = Entity::find()
        .filter(Column::UserId.eq(actor.user_id))
        .filter(Column::ExpiresAt.gt(now));
    kept.order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
}

/// One of them.
pub fn one_of(actor: &Actor, id: ExportId, now: DateTimeUtc) -> Select<Entity> {
    of(actor, now).filter(Column::Id.eq(id))
}

/// The one that is being put together: there is at most one.
pub fn building_of(actor: &Actor) -> Select<Entity> {
    Entity::find()
        .filter(Column::UserId.eq(actor.user_id))
        .filter(Column::State.eq(State::Building))
}

/// For putting it together.
pub fn by_id(id: ExportId) -> Select<Entity> {
    Entity::find_by_id(id)
}

/// Keeps the newest archives of the actor, so many.
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

/// Removes the archives that have had their time, with their pieces.
pub async fn forget(conn: &impl ConnectionTrait, now: DateTimeUtc) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::ExpiresAt.lte(now))
        .exec(conn)
        .await
        .map(|_| ())
}

/// Gives up the archives that were asked for before this instant and are still not there.
pub async fn give_up(conn: &impl ConnectionTrait, before: DateTimeUtc) -> Result<(), DbErr> {
    let late = Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Failed))
        .filter(Column::State.eq(State::Building));
    late.filter(Column::CreatedAt.lt(before))
        .exec(conn)
        .await
        .map(|_| ())
}
