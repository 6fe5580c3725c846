//! The date of an application's event may be unknown: a list states stages without their days.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const POSTGRES_UP: &str = "ALTER TABLE application_events ALTER COLUMN occurred_on DROP NOT NULL";
/// An event without a date gets the day when it was recorded.
const POSTGRES_DOWN: &str = "
UPDATE application_events SET occurred_on = to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') WHERE occurred_on IS NULL;
ALTER TABLE application_events ALTER COLUMN occurred_on SET NOT NULL;
";

/// SQLite cannot change a column, so the table is rebuilt. The copy has no foreign key: dropping the old table deletes its rows, which
/// would cascade.
const SQLITE: &str = "
CREATE TABLE application_events_copy AS SELECT * FROM application_events;
DROP TABLE application_events;
CREATE TABLE application_events (
    id {uuid} PRIMARY KEY,
    application_id {uuid} NOT NULL REFERENCES applications (id) ON DELETE CASCADE,
    user_id {uuid} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    seq integer NOT NULL,
    kind text NOT NULL CHECK (kind IN ('CREATED', 'MOVED', 'CLOSED', 'REOPENED', 'CORRECTED')),
    from_stage text,
    to_stage text,
    outcome text,
    occurred_on text{null},
    recorded_at {instant} NOT NULL,
    actor text NOT NULL,
    observed boolean NOT NULL,
    retracts_event_id {uuid} UNIQUE REFERENCES application_events (id) ON DELETE CASCADE,
    reason text NOT NULL,
    actor_name text,
    UNIQUE (application_id, seq)
);
INSERT INTO application_events (id, application_id, user_id, seq, kind, from_stage, to_stage, outcome, occurred_on, recorded_at, actor,
    observed, retracts_event_id, reason, actor_name)
    SELECT id, application_id, user_id, seq, kind, from_stage, to_stage, outcome, {date}, recorded_at, actor,
    observed, retracts_event_id, reason, actor_name
    FROM application_events_copy ORDER BY application_id, seq;
CREATE INDEX application_events_of_user ON application_events (user_id, application_id);
DROP TABLE application_events_copy;
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() == DbBackend::Postgres {
            return sql::run(manager, POSTGRES_UP).await;
        }
        let rebuilt = SQLITE
            .replace("{null}", "")
            .replace("{date}", "occurred_on");
        sql::run(manager, &rebuilt).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() == DbBackend::Postgres {
            return sql::run(manager, POSTGRES_DOWN).await;
        }
        let rebuilt = SQLITE.replace("{null}", " NOT NULL").replace(
            "{date}",
            "coalesce(occurred_on, substr(recorded_at, 1, 10))",
        );
        sql::run(manager, &rebuilt).await
    }
}
