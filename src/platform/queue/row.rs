//! The table `tasks`: one row for each task that waits, runs or was set aside. Completed tasks are deleted.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, QueryOrder, QuerySelect,
    entity::prelude::*,
    sea_query::{Expr, OnConflict},
};

use crate::types::id::TaskId;

/// A task.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "tasks")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TaskId,
    pub kind: String,
    /// The listener, for a task of a fact.
    pub listener: Option<String>,
    /// The owner; null for the server's own tasks.
    pub owner: Option<String>,
    /// Tasks of one lane run in the order of their ids.
    pub lane: Option<String>,
    pub merge_key: Option<String>,
    #[sea_orm(column_type = "JsonBinary")]
    pub payload: Json,
    pub run_at: DateTime<Utc>,
    /// When the worker's lease ends.
    pub lease_until: Option<DateTime<Utc>>,
    /// The id of the lease: only its holder may renew it or record the end of the task.
    pub lease_id: Option<Uuid>,
    pub attempts: i32,
    pub last_error: Option<String>,
    pub failed_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
}

/// No relations.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Adds tasks by one statement, except those whose merge key a waiting one has.
pub(super) async fn add(
    conn: &impl ConnectionTrait,
    tasks: impl IntoIterator<Item = ActiveModel>,
) -> Result<(), DbErr> {
    let merged = OnConflict::column(Column::MergeKey).do_nothing().to_owned();
    let adding = Entity::insert_many(tasks).on_conflict(merged);
    match adding.exec_without_returning(conn).await {
        Ok(_) | Err(DbErr::RecordNotInserted) => Ok(()),
        Err(cause) => Err(cause),
    }
}

/// An update of a leased task.
#[derive(Clone, Copy)]
pub(super) enum TaskUpdate<'a> {
    /// Done: the row is deleted.
    Done,
    /// To be retried at this time.
    Retry { at: DateTime<Utc>, why: &'a str },
    /// Set aside.
    SetAside { at: DateTime<Utc>, why: &'a str },
    /// Still running: the lease is renewed until this time.
    Renewed { until: DateTime<Utc> },
}

/// Updates a task that is held by this lease; returns whether it was. A worker that lost its lease must not overwrite
/// the state of its successor.
pub(super) async fn update_if_held(
    conn: &impl ConnectionTrait,
    task: &Model,
    note: TaskUpdate<'_>,
) -> Result<bool, DbErr> {
    let held = Condition::all()
        .add(Column::Id.eq(task.id))
        .add(Column::LeaseId.eq(task.lease_id));
    let free = || {
        let update =
            Entity::update_many().col_expr(Column::LeaseUntil, Expr::value(None::<DateTime<Utc>>));
        update.col_expr(Column::LeaseId, Expr::value(None::<Uuid>))
    };
    let update = match note {
        TaskUpdate::Done => {
            return Ok(Entity::delete_many()
                .filter(held)
                .exec(conn)
                .await?
                .rows_affected
                > 0);
        }
        TaskUpdate::Retry { at, why } => free()
            .col_expr(Column::RunAt, Expr::value(at))
            .col_expr(Column::LastError, Expr::value(why)),
        TaskUpdate::SetAside { at, why } => {
            let aside = free()
                .col_expr(Column::FailedAt, Expr::value(at))
                .col_expr(Column::LastError, Expr::value(why));
            aside.col_expr(Column::MergeKey, Expr::value(None::<String>))
        }
        TaskUpdate::Renewed { until } => {
            Entity::update_many().col_expr(Column::LeaseUntil, Expr::value(until))
        }
    };
    Ok(update.filter(held).exec(conn).await?.rows_affected > 0)
}

/// The number of tasks that were set aside, or that were not.
pub(super) async fn count(conn: &impl ConnectionTrait, failed: bool) -> Result<u64, DbErr> {
    Entity::find().filter(is_failed(failed)).count(conn).await
}

/// The condition for tasks that were set aside, or that were not.
fn is_failed(failed: bool) -> Condition {
    Condition::all().add(if failed {
        Column::FailedAt.is_not_null()
    } else {
        Column::FailedAt.is_null()
    })
}

/// The time at which the next waiting task may run.
pub(super) async fn next_run_at(
    conn: &impl ConnectionTrait,
) -> Result<Option<DateTime<Utc>>, DbErr> {
    let earliest = Entity::find()
        .select_only()
        .column_as(Column::RunAt.min(), "earliest")
        .filter(Column::FailedAt.is_null());
    Ok(earliest
        .into_tuple::<Option<DateTime<Utc>>>()
        .one(conn)
        .await?
        .flatten())
}

pub(super) async fn revive(conn: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<u64, DbErr> {
    let revived = Entity::update_many()
        .col_expr(Column::FailedAt, Expr::value(None::<DateTime<Utc>>))
        .col_expr(Column::LeaseUntil, Expr::value(None::<DateTime<Utc>>))
        .col_expr(Column::LeaseId, Expr::value(None::<Uuid>))
        .col_expr(Column::Attempts, Expr::value(0))
        .col_expr(Column::RunAt, Expr::value(now))
        .filter(is_failed(true))
        .exec(conn)
        .await?;
    Ok(revived.rows_affected)
}

/// Deletes the tasks of these owners. They are locked in the order of their ids first: completing a task locks it, and then the one that
/// follows it, whose id is greater. Locking in another order could deadlock with a worker.
pub(super) async fn forget(conn: &impl ConnectionTrait, owners: &[String]) -> Result<u64, DbErr> {
    let theirs = Column::Owner.is_in(owners.iter().map(String::as_str));
    let locked = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(theirs.clone())
        .order_by_asc(Column::Id)
        .lock_exclusive();
    locked.into_tuple::<TaskId>().all(conn).await?;
    Ok(Entity::delete_many()
        .filter(theirs)
        .exec(conn)
        .await?
        .rows_affected)
}
