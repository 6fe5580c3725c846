//! Owners, named leases and lane positions of tasks.
//!
//! * `owner` is the user or address that a task belongs to, so that erasing the owner deletes its tasks and no others.
//! * `lease_id` identifies the claim that holds a task: a worker that lost its lease cannot overwrite the result of the next one.
//! * `follows` is the preceding task of the lane, and null when that one is gone. Only tasks without a predecessor are in the index that a
//!   claim reads, so that a lane with 10 000 waiting tasks costs no more than one with a single task. It affects speed, not
//!   order: a claim checks the lane itself.
//!
//! Triggers maintain `follows`, because every change of a lane must: publishing, completion, setting aside, reviving, erasure,
//! and statements of an administrator.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// One statement for each column: SQLite does not support several.
const COLUMNS: &str = "
ALTER TABLE tasks ADD COLUMN owner text;
ALTER TABLE tasks ADD COLUMN lease_id {uuid};
ALTER TABLE tasks ADD COLUMN follows {uuid};
";

/// E-mails to an address are in the lane of that address; every other personal task refers to the account.
const OWNERS: &str = "
UPDATE tasks SET owner = CASE WHEN kind = 'auth.send_mail' THEN lane ELSE payload ->> 'user_id' END;
UPDATE tasks SET follows = (SELECT ahead.id FROM tasks AS ahead
    WHERE ahead.lane = tasks.lane AND ahead.id < tasks.id AND ahead.failed_at IS NULL ORDER BY ahead.id DESC LIMIT 1)
    WHERE lane IS NOT NULL AND failed_at IS NULL;
";

/// A leased task may be claimed again from the end of its lease on, any other from `run_at` on: one index covers both. The unique index
/// ensures that at most one task of a lane is leased, under any concurrency.
const INDEXES: &str = "
CREATE INDEX tasks_claimable ON tasks (COALESCE(lease_until, run_at), id) WHERE failed_at IS NULL AND follows IS NULL;
CREATE UNIQUE INDEX tasks_leased_of_lane ON tasks (lane) WHERE lease_id IS NOT NULL;
CREATE INDEX tasks_following ON tasks (follows) WHERE follows IS NOT NULL;
CREATE INDEX tasks_of_owner ON tasks (owner) WHERE owner IS NOT NULL;
";

/// The claim is a function because of its settings. The table is nearly always empty; a plan made then is a sequential scan
/// and would still be used when 10 000 tasks wait, until the table is analysed. With these settings each statement has one plan, by index,
/// whatever the statistics are. They apply inside the function only.
///
/// The task is selected and locked by one statement and updated by another, so that exactly one is claimed: a subquery in the WHERE of
/// the UPDATE may run once for each row, and with SKIP LOCKED each run selects another task. NO KEY UPDATE does not wait for publishers,
/// which hold KEY SHARE on the predecessor of their task. A task that was leased before comes first in its lane, because it has begun.
const POSTGRES_CLAIM: &str = "
CREATE FUNCTION tasks_claim(moment timestamptz, lease_end timestamptz, lease uuid) RETURNS SETOF tasks LANGUAGE plpgsql
SET search_path FROM CURRENT SET enable_seqscan = off SET enable_bitmapscan = off SET enable_sort = off AS $$
DECLARE
    chosen uuid;
BEGIN
    SELECT task.id INTO chosen FROM tasks AS task
        WHERE task.failed_at IS NULL AND task.follows IS NULL AND COALESCE(task.lease_until, task.run_at) <= moment
        AND (task.lane IS NULL OR task.lease_id IS NOT NULL OR (
            task.id = (SELECT head.id FROM tasks AS head
                WHERE head.lane = task.lane AND head.failed_at IS NULL ORDER BY head.id LIMIT 1)
            AND (SELECT leased.id FROM tasks AS leased WHERE leased.lane = task.lane AND leased.lease_id IS NOT NULL LIMIT 1) IS NULL))
        ORDER BY COALESCE(task.lease_until, task.run_at), task.id LIMIT 1
        FOR NO KEY UPDATE OF task SKIP LOCKED;
    IF FOUND THEN
        RETURN QUERY UPDATE tasks SET lease_until = lease_end, lease_id = lease, attempts = tasks.attempts + 1
            WHERE tasks.id = chosen RETURNING tasks.*;
    END IF;
END $$;
";

/// KEY SHARE keeps the predecessor in its lane until the publisher's transaction has ended: whatever removes it waits, and then sees the
/// new task. FOR UPDATE does the same for setting aside, which changes no key.
const POSTGRES_TRIGGERS: &str = "
CREATE FUNCTION tasks_enter_lane() RETURNS trigger LANGUAGE plpgsql
SET search_path FROM CURRENT SET enable_seqscan = off SET enable_bitmapscan = off SET enable_sort = off AS $$
BEGIN
    NEW.follows := (SELECT ahead.id FROM tasks AS ahead
        WHERE ahead.lane = NEW.lane AND ahead.id < NEW.id AND ahead.failed_at IS NULL ORDER BY ahead.id DESC LIMIT 1 FOR KEY SHARE);
    RETURN NEW;
END $$;
CREATE FUNCTION tasks_leave_lane() RETURNS trigger LANGUAGE plpgsql
SET search_path FROM CURRENT SET enable_seqscan = off SET enable_bitmapscan = off SET enable_sort = off AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        PERFORM FROM tasks WHERE id = OLD.id FOR UPDATE;
    END IF;
    UPDATE tasks SET follows = NULL WHERE follows = OLD.id;
    RETURN NULL;
END $$;
CREATE TRIGGER tasks_published BEFORE INSERT ON tasks FOR EACH ROW
    WHEN (NEW.lane IS NOT NULL AND NEW.failed_at IS NULL) EXECUTE FUNCTION tasks_enter_lane();
CREATE TRIGGER tasks_revived BEFORE UPDATE OF failed_at ON tasks FOR EACH ROW
    WHEN (NEW.lane IS NOT NULL AND NEW.failed_at IS NULL AND OLD.failed_at IS NOT NULL) EXECUTE FUNCTION tasks_enter_lane();
CREATE TRIGGER tasks_removed AFTER DELETE ON tasks FOR EACH ROW
    WHEN (OLD.lane IS NOT NULL) EXECUTE FUNCTION tasks_leave_lane();
CREATE TRIGGER tasks_set_aside AFTER UPDATE OF failed_at ON tasks FOR EACH ROW
    WHEN (OLD.lane IS NOT NULL AND NEW.failed_at IS NOT NULL AND OLD.failed_at IS NULL) EXECUTE FUNCTION tasks_leave_lane();
";

/// SQLite has one writer at a time, so nothing is locked here.
const SQLITE_TRIGGERS: &str = "
CREATE TRIGGER tasks_published AFTER INSERT ON tasks WHEN NEW.lane IS NOT NULL AND NEW.failed_at IS NULL BEGIN
    UPDATE tasks SET follows = (SELECT ahead.id FROM tasks AS ahead
        WHERE ahead.lane = NEW.lane AND ahead.id < NEW.id AND ahead.failed_at IS NULL ORDER BY ahead.id DESC LIMIT 1) WHERE id = NEW.id;
END;
CREATE TRIGGER tasks_revived AFTER UPDATE OF failed_at ON tasks
WHEN NEW.lane IS NOT NULL AND NEW.failed_at IS NULL AND OLD.failed_at IS NOT NULL BEGIN
    UPDATE tasks SET follows = (SELECT ahead.id FROM tasks AS ahead
        WHERE ahead.lane = NEW.lane AND ahead.id < NEW.id AND ahead.failed_at IS NULL ORDER BY ahead.id DESC LIMIT 1) WHERE id = NEW.id;
END;
CREATE TRIGGER tasks_removed AFTER DELETE ON tasks WHEN OLD.lane IS NOT NULL BEGIN
    UPDATE tasks SET follows = NULL WHERE follows = OLD.id;
END;
CREATE TRIGGER tasks_set_aside AFTER UPDATE OF failed_at ON tasks
WHEN OLD.lane IS NOT NULL AND NEW.failed_at IS NOT NULL AND OLD.failed_at IS NULL BEGIN
    UPDATE tasks SET follows = NULL WHERE follows = OLD.id;
END;
";

const POSTGRES_DOWN: &str = "
DROP FUNCTION tasks_claim;
DROP FUNCTION tasks_enter_lane CASCADE;
DROP FUNCTION tasks_leave_lane CASCADE;
";
const SQLITE_DOWN: &str = "
DROP TRIGGER tasks_published;
DROP TRIGGER tasks_revived;
DROP TRIGGER tasks_removed;
DROP TRIGGER tasks_set_aside;
";
const DOWN: &str = "
DROP INDEX tasks_claimable;
DROP INDEX tasks_leased_of_lane;
DROP INDEX tasks_following;
DROP INDEX tasks_of_owner;
ALTER TABLE tasks DROP COLUMN follows;
ALTER TABLE tasks DROP COLUMN lease_id;
ALTER TABLE tasks DROP COLUMN owner;
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let on_postgres = manager.get_database_backend() == DbBackend::Postgres;
        let of_backend: &[&str] = if on_postgres {
            &[POSTGRES_CLAIM, POSTGRES_TRIGGERS]
        } else {
            &[SQLITE_TRIGGERS]
        };
        for statements in [COLUMNS, OWNERS, INDEXES].iter().chain(of_backend) {
            sql::run(manager, statements).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let on_postgres = manager.get_database_backend() == DbBackend::Postgres;
        sql::run(
            manager,
            if on_postgres {
                POSTGRES_DOWN
            } else {
                SQLITE_DOWN
            },
        )
        .await?;
        sql::run(manager, DOWN).await
    }
}
