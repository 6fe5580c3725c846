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

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, FromQueryResult, SqlErr, Statement};
use uuid::Uuid;

use super::row::Model;

/// Attempts after losing a lane to another worker, before the worker waits for the next signal.
const ATTEMPTS_MAX: usize = 10;

const POSTGRES: &str = "SELECT * FROM tasks_claim($1, $2, $3)";

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
