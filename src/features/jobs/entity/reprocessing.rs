//! The table `reprocessings`: runs that read all stored payloads again, with their position.

use std::collections::BTreeMap;

use sea_orm::{FromJsonQueryResult, QueryOrder, QuerySelect, entity::prelude::*, sea_query::Expr};
use serde::{Deserialize, Serialize};

use super::posting;
use crate::types::id::{PostingId, ReprocessingId};

/// How many postings changed, by field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct ByField(pub BTreeMap<String, u64>);

/// A run over all stored payloads.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "reprocessings")]
pub struct Model {
    /// The run.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReprocessingId,
    /// The last posting that was read again.
    pub position: Option<PostingId>,
    /// The last posting of the run: those that are added later are read by the new version anyway.
    pub last_posting: Option<PostingId>,
    /// Number of postings when it was started.
    pub total: i64,
    /// Number of postings that were read again.
    pub done: i64,
    /// Number of those that changed.
    pub changed: i64,
    /// Number of those whose payload no longer parses as a posting; they are left unchanged.
    pub unreadable: i64,
    /// Number of those without a stored payload; they stay as they are.
    pub without_payload: i64,
    /// How many changed, by field.
    #[sea_orm(column_type = "JsonBinary")]
    pub changed_by_field: ByField,
    /// The start time.
    pub started_at: DateTimeUtc,
    /// The end time.
    pub ended_at: Option<DateTimeUtc>,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The last run.
pub fn last() -> Select<Entity> {
    Entity::find()
        .order_by_desc(Column::StartedAt)
        .order_by_desc(Column::Id)
        .limit(1)
}

/// One run.
pub fn by_id(id: ReprocessingId) -> Select<Entity> {
    Entity::find_by_id(id)
}

/// Moves the position of a run, if it is still where it was read: two processes may work on one run. Returns whether it was.
pub async fn advance(
    conn: &impl ConnectionTrait,
    from: &Model,
    to: PostingId,
) -> Result<bool, DbErr> {
    let here = match from.position {
        Some(position) => Column::Position.eq(position),
        None => Column::Position.is_null(),
    };
    let moved = Entity::update_many()
        .col_expr(Column::Position, Expr::value(to))
        .filter(Column::Id.eq(from.id))
        .filter(Column::EndedAt.is_null())
        .filter(here);
    Ok(moved.exec(conn).await?.rows_affected > 0)
}

/// Ends a run.
pub async fn end(
    conn: &impl ConnectionTrait,
    id: ReprocessingId,
    now: DateTimeUtc,
) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::EndedAt, Expr::value(now))
        .filter(Column::Id.eq(id))
        .filter(Column::EndedAt.is_null())
        .exec(conn)
        .await
        .map(|_| ())
}

/// The highest id of a posting, with which a run ends.
pub async fn last_posting(conn: &impl ConnectionTrait) -> Result<Option<PostingId>, DbErr> {
    let last = posting::all()
        .select_only()
        .column(posting::Column::Id)
        .order_by_desc(posting::Column::Id)
        .limit(1);
    last.into_tuple().one(conn).await
}
