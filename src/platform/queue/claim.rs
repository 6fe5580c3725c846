//! Claims the next due task for a worker.
//!
//! A claim takes exactly one task and reads a few rows, however many wait:
//! * The index `tasks_claimable` holds the tasks that are first in their lane, by the time from which they may be claimed: the end of the
//!   lease of a leased task, `run_at` of any other. Tasks that are not due, leased, or behind another task are not read.
//! * The statement then checks the lane of the candidate: no earlier task may exist, and none may be leased. `follows` alone is not
//!   sufficient, because two transactions that publish into one lane do not see each other.
//! * Two workers may still choose two tasks of one lane, if the first has just become visible. A unique index refuses the second
//!   lease; that worker tries again.
//!
//! On PostgreSQL the statement is the function `tasks_claim` (migration 16), with settings that leave the planner only one plan. It does
//! not select by a subquery in the WHERE of its UPDATE: such a subquery may run once for each row, and would claim many tasks.
//!
//! A worker that completes a task claims the next one in the same step: by one statement on PostgreSQL (migration 30).

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, FromQueryResult, SqlErr, Statement};
use uuid::Uuid;

use super::row::{self, Model, TaskUpdate};
use crate::types::id::TaskId;

/// Attempts after losing a lane to another worker, before the worker waits for the next signal.
const ATTEMPTS_MAX: usize = 10;

const POSTGRES: &str = "SELECT * FROM tasks_claim($1, $2, $3)";
const POSTGRES_COMPLETE: &str = "SELECT held, (next).* FROM tasks_complete($4, $5, $1, $2, $3)";

/// The next task. INDEXED BY does for SQLite what the settings do for PostgreSQL: the statement fails rather than use another plan.
const SQLITE_NEXT: &str = "SELECT task.id FROM tasks AS task INDEXED BY tasks_claimable
    WHERE task.failed_at IS NULL AND task.follows IS NULL AND COALESCE(task.lease_until, task.run_at) <= $1
    AND (task.lane IS NULL OR task.lease_id IS NOT NULL OR (
        task.id = (SELECT head.id FROM tasks AS head INDEXED BY tasks_of_lane
            WHERE head.lane = task.lane AND head.failed_at IS NULL ORDER BY head.id LIMIT 1)
        AND NOT EXISTS (SELECT 1 FROM tasks AS leased INDEXED BY tasks_leased_of_lane
            WHERE leased.lane = task.lane AND leased.lease_id IS NOT NULL)))
    ORDER BY COALESCE(task.lease_until, task.run_at), task.id LIMIT 1";

/// The parameters of a claim.
#[derive(Clone, Copy)]
pub(super) struct Claim {
    /// Tasks are due until this time.
    pub(super) now: DateTime<Utc>,
    /// When the lease ends, unless it is renewed.
    pub(super) lease_until: DateTime<Utc>,
    /// Identifies the lease.
    pub(super) lease_id: Uuid,
}

/// A completed task, and the next one.
pub(super) struct Completed {
    /// False if the lease of the completed task was lost, so that nothing was recorded.
    pub(super) held: bool,
    pub(super) next: Option<Model>,
}

/// Claims the next due task. No two workers claim the same one.
pub(super) async fn next(
    conn: &impl ConnectionTrait,
    claim: Claim,
) -> Result<Option<Model>, DbErr> {
    for _ in 0..ATTEMPTS_MAX {
        match take(conn, claim).await {
            Err(error) if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => {
            }
            taken => return taken,
        }
    }
    Ok(None)
}

/// Deletes a task that is held by its lease, and claims the next one.
pub(super) async fn complete(
    conn: &impl ConnectionTrait,
    done: &Model,
    claim: Claim,
) -> Result<Completed, DbErr> {
    if conn.get_database_backend() == DbBackend::Postgres {
        match complete_and_take(conn, done, claim).await {
            // Another worker has the lane of the next task, and nothing was recorded.
            Err(error) if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => {
            }
            completed => return completed,
        }
    }
    Ok(Completed {
        held: row::update_if_held(conn, done, TaskUpdate::Done).await?,
        next: next(conn, claim).await?,
    })
}

async fn complete_and_take(
    conn: &impl ConnectionTrait,
    done: &Model,
    claim: Claim,
) -> Result<Completed, DbErr> {
    let values = [
        claim.now.into(),
        claim.lease_until.into(),
        claim.lease_id.into(),
        done.id.into(),
        done.lease_id.into(),
    ];
    let statement = Statement::from_sql_and_values(DbBackend::Postgres, POSTGRES_COMPLETE, values);
    let row = conn.query_one_raw(statement).await?;
    let row = row.ok_or_else(|| DbErr::RecordNotFound("tasks_complete".to_owned()))?;
    let next = row.try_get::<Option<TaskId>>("", "id")?;
    Ok(Completed {
        held: row.try_get("", "held")?,
        next: next
            .map(|_| Model::from_query_result(&row, ""))
            .transpose()?,
    })
}

async fn take(conn: &impl ConnectionTrait, claim: Claim) -> Result<Option<Model>, DbErr> {
    let Claim {
        now,
        lease_until,
        lease_id,
    } = claim;
    let backend = conn.get_database_backend();
    let statement = if backend == DbBackend::Postgres {
        Statement::from_sql_and_values(
            backend,
            POSTGRES,
            [now.into(), lease_until.into(), lease_id.into()],
        )
    } else {
        // Reading is cheap; the update would take SQLite's only write lock for nothing.
        if conn
            .query_one_raw(Statement::from_sql_and_values(
                backend,
                SQLITE_NEXT,
                [now.into()],
            ))
            .await?
            .is_none()
        {
            return Ok(None);
        }
        let update = format!(
            "UPDATE tasks SET lease_until = $2, lease_id = $3, attempts = attempts + 1 WHERE id = ({SQLITE_NEXT}) RETURNING *"
        );
        Statement::from_sql_and_values(
            backend,
            update,
            [now.into(), lease_until.into(), lease_id.into()],
        )
    };
    Model::find_by_statement(statement).one(conn).await
}
