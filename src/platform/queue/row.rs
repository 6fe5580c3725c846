//! The table `tasks`: one row for each task that waits, runs or was set aside. A task that is done has no row.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, DbErr, ExprTrait, QuerySelect, QueryTrait, TryInsertResult,
    entity::prelude::*,
    sea_query::{Alias, Expr, LockBehavior, LockType, OnConflict, Query},
};

use crate::types::id::TaskId;

/// A task.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "tasks")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TaskId,
    pub kind: String,
    /// Whose it is; none for the server's own work.
    pub owner: Option<String>,
    /// Tasks of one lane run in the order of their ids.
    pub lane: Option<String>,
    pub merge_key: Option<String>,
    #[sea_orm(column_type = "JsonBinary")]
    pub payload: Json,
    pub run_at: DateTime<Utc>,
    /// Until then it belongs to the worker that claimed it.
    pub lease_until: Option<DateTime<Utc>>,
    pub attempts: i32,
    pub last_error: Option<String>,
    pub failed_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Adds a task, unless one with its merge key waits already.
pub(super) async fn add(conn: &impl ConnectionTrait, task: ActiveModel) -> Result<(), DbErr> {
    let merged = OnConflict::column(Column::MergeKey).do_nothing().to_owned();
    match Entity::insert(task).on_conflict(merged).try_insert().exec_without_returning(conn).await {
        Ok(TryInsertResult::Inserted(_) | TryInsertResult::Conflicted | TryInsertResult::Empty) | Err(DbErr::RecordNotInserted) => Ok(()),
        Err(cause) => Err(cause),
    }
}

/// Changes what is set; a task that is gone meanwhile is an error.
pub(super) async fn update(conn: &impl ConnectionTrait, task: ActiveModel) -> Result<(), DbErr> {
    Entity::update(task).exec(conn).await.map(|_| ())
}

/// How many were set aside, or were not.
pub(super) async fn count(conn: &impl ConnectionTrait, failed: bool) -> Result<u64, DbErr> {
    Entity::find().filter(is_failed(failed)).count(conn).await
}

/// Set aside, or not.
fn is_failed(failed: bool) -> Condition {
    Condition::all().add(if failed { Column::FailedAt.is_not_null() } else { Column::FailedAt.is_null() })
}

/// Takes the next task that is due, for `lease`. Two workers never get the same one: PostgreSQL skips locked rows, and
/// SQLite has one writer at a time.
pub(super) async fn claim(conn: &impl ConnectionTrait, now: DateTime<Utc>, lease: TimeDelta) -> Result<Option<Model>, DbErr> {
    let mut next = Entity::find().select_only().column(Column::Id).filter(due(now)).filter(has_earlier_in_lane().not());
    next = sea_orm::QueryOrder::order_by_asc(sea_orm::QueryOrder::order_by_asc(next, Column::RunAt), Column::Id);
    let mut next = next.limit(1).into_query();
    if conn.get_database_backend() == DbBackend::Postgres {
        next.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
    } else if conn.query_one(&next).await?.is_none() {
        // A look is free; the update below would take SQLite's only write lock for nothing.
        return Ok(None);
    }
    let mut claim = Entity::update_many()
        .col_expr(Column::LeaseUntil, Expr::value(now + lease))
        .col_expr(Column::Attempts, Expr::col(Column::Attempts).add(1))
        .filter(Column::Id.in_subquery(next))
        .exec_with_returning(conn)
        .await?;
    Ok(claim.pop())
}

/// Says when the earliest task that waits may run.
pub(super) async fn next_run_at(conn: &impl ConnectionTrait) -> Result<Option<DateTime<Utc>>, DbErr> {
    let earliest = Entity::find().select_only().column_as(Column::RunAt.min(), "earliest").filter(Column::FailedAt.is_null());
    Ok(earliest.into_tuple::<Option<DateTime<Utc>>>().one(conn).await?.flatten())
}

pub(super) async fn revive(conn: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<u64, DbErr> {
    let revived = Entity::update_many()
        .col_expr(Column::FailedAt, Expr::value(None::<DateTime<Utc>>))
        .col_expr(Column::LeaseUntil, Expr::value(None::<DateTime<Utc>>))
        .col_expr(Column::Attempts, Expr::value(0))
        .col_expr(Column::RunAt, Expr::value(now))
        .filter(is_failed(true))
        .exec(conn)
        .await?;
    Ok(revived.rows_affected)
}

/// Deletes the tasks of these owners.
pub(super) async fn forget(conn: &impl ConnectionTrait, owners: &[String]) -> Result<u64, DbErr> {
    let theirs = Column::Owner.is_in(owners.iter().map(String::as_str));
    Ok(Entity::delete_many().filter(theirs).exec(conn).await?.rows_affected)
}

fn due(now: DateTime<Utc>) -> Condition {
    let free = Condition::any().add(Column::LeaseUntil.is_null()).add(Column::LeaseUntil.lte(now));
    Condition::all().add(Column::FailedAt.is_null()).add(Column::RunAt.lte(now)).add(free)
}

/// True for a task with another one before it in its lane.
fn has_earlier_in_lane() -> Expr {
    let earlier = Alias::new("earlier");
    let before = Query::select()
        .expr(Expr::val(1))
        .from_as(Entity, earlier.clone())
        .and_where(Expr::col((earlier.clone(), Column::Lane)).eq(Expr::col((Entity, Column::Lane))))
        .and_where(Expr::col((earlier.clone(), Column::Id)).lt(Expr::col((Entity, Column::Id))))
        .and_where(Expr::col((earlier, Column::FailedAt)).is_null())
        .to_owned();
    Expr::exists(before)
}
