//! Idempotency keys of all mutations in one table, and the API token that caused an event.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Keys and results are deleted with the account. A key is stored as a hash; a result is deleted with the row it refers to.
const KEYS: &str = "
CREATE TABLE idempotency_keys (
    user_id {uuid} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    key_hash text NOT NULL,
    input_hash text NOT NULL,
    subject {uuid},
    result {json},
    created_at {instant} NOT NULL,
    PRIMARY KEY (user_id, key_hash)
);
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);
CREATE INDEX idempotency_keys_by_subject ON idempotency_keys (user_id, subject) WHERE subject IS NOT NULL;
DROP TABLE deleted_application_keys;
";
const NO_KEYS: &str = "
CREATE TABLE deleted_application_keys (
    user_id {uuid} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    key_hash text NOT NULL,
    request_hash text NOT NULL,
    application_id {uuid} NOT NULL,
    deleted_at {instant} NOT NULL,
    PRIMARY KEY (user_id, key_hash)
);
DROP TABLE idempotency_keys;
";

/// Keys stored in events are dropped: they were hashed with the debug text of a Rust structure.
const POSTGRES_UP: &str = "
ALTER TABLE application_events DROP COLUMN idempotency_key;
ALTER TABLE application_events DROP COLUMN request_hash;
ALTER TABLE application_events ADD COLUMN actor_name text;
";
const POSTGRES_DOWN: &str = "
ALTER TABLE application_events DROP COLUMN actor_name;
ALTER TABLE application_events ADD COLUMN idempotency_key text;
ALTER TABLE application_events ADD COLUMN request_hash text NOT NULL DEFAULT '';
ALTER TABLE application_events ALTER COLUMN request_hash DROP DEFAULT;
ALTER TABLE application_events ADD UNIQUE (user_id, idempotency_key);
";

/// SQLite cannot drop a column of a UNIQUE constraint, so the table is rebuilt. The copy has no foreign key: dropping the old table
/// deletes its rows, which would cascade.
const SQLITE_COPY: &str = "
CREATE TABLE application_events_copy AS SELECT * FROM application_events;
DROP TABLE application_events;
";
const SQLITE_UP: &str = "
CREATE TABLE application_events (
    id {uuid} PRIMARY KEY,
    application_id {uuid} NOT NULL REFERENCES applications (id) ON DELETE CASCADE,
    user_id {uuid} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    seq integer NOT NULL,
    kind text NOT NULL CHECK (kind IN ('CREATED', 'MOVED', 'CLOSED', 'REOPENED', 'CORRECTED')),
    from_stage text,
    to_stage text,
    outcome text,
    occurred_on text NOT NULL,
    recorded_at {instant} NOT NULL,
    actor text NOT NULL,
    observed boolean NOT NULL,
    retracts_event_id {uuid} UNIQUE REFERENCES application_events (id) ON DELETE CASCADE,
    reason text NOT NULL,
    actor_name text,
    UNIQUE (application_id, seq)
);
INSERT INTO application_events (id, application_id, user_id, seq, kind, from_stage, to_stage, outcome, occurred_on, recorded_at, actor,
    observed, retracts_event_id, reason)
    SELECT id, application_id, user_id, seq, kind, from_stage, to_stage, outcome, occurred_on, recorded_at, actor,
    observed, retracts_event_id, reason
    FROM application_events_copy ORDER BY application_id, seq;
";
const SQLITE_DOWN: &str = "
CREATE TABLE application_events (
    id {uuid} PRIMARY KEY,
    application_id {uuid} NOT NULL REFERENCES applications (id) ON DELETE CASCADE,
    user_id {uuid} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    seq integer NOT NULL,
    kind text NOT NULL CHECK (kind IN ('CREATED', 'MOVED', 'CLOSED', 'REOPENED', 'CORRECTED')),
    from_stage text,
    to_stage text,
    outcome text,
    occurred_on text NOT NULL,
    recorded_at {instant} NOT NULL,
    actor text NOT NULL,
    observed boolean NOT NULL,
    retracts_event_id {uuid} UNIQUE REFERENCES application_events (id) ON DELETE CASCADE,
    reason text NOT NULL,
    idempotency_key text,
    request_hash text NOT NULL,
    UNIQUE (application_id, seq),
    UNIQUE (user_id, idempotency_key)
);
INSERT INTO application_events (id, application_id, user_id, seq, kind, from_stage, to_stage, outcome, occurred_on, recorded_at, actor,
    observed, retracts_event_id, reason, request_hash)
    SELECT id, application_id, user_id, seq, kind, from_stage, to_stage, outcome, occurred_on, recorded_at, actor,
    observed, retracts_event_id, reason, ''
    FROM application_events_copy ORDER BY application_id, seq;
";
const SQLITE_END: &str = "
CREATE INDEX application_events_of_user ON application_events (user_id, application_id);
DROP TABLE application_events_copy;
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::run(manager, KEYS).await?;
        if manager.get_database_backend() == DbBackend::Postgres {
            return sql::run(manager, POSTGRES_UP).await;
        }
        for part in [SQLITE_COPY, SQLITE_UP, SQLITE_END] {
            sql::run(manager, part).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::run(manager, NO_KEYS).await?;
        if manager.get_database_backend() == DbBackend::Postgres {
            return sql::run(manager, POSTGRES_DOWN).await;
        }
        for part in [SQLITE_COPY, SQLITE_DOWN, SQLITE_END] {
            sql::run(manager, part).await?;
        }
        Ok(())
    }
}
