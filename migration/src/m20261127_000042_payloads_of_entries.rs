//! A payload is deleted with its entry. Payloads whose entry is gone are deleted. Postings without fingerprints wait in the backlog of the
//! search index, whose work computes them.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const POSTGRES_UP: &str = "
DELETE FROM posting_payloads WHERE NOT EXISTS (
    SELECT FROM posting_sources AS entry WHERE entry.connector = posting_payloads.connector
        AND entry.board = posting_payloads.board AND entry.external_id = posting_payloads.external_id
);
ALTER TABLE posting_payloads ADD CONSTRAINT posting_payloads_entry FOREIGN KEY (connector, board, external_id)
    REFERENCES posting_sources (connector, board, external_id) ON DELETE CASCADE;
";
const POSTGRES_DOWN: &str = "
ALTER TABLE posting_payloads DROP CONSTRAINT posting_payloads_entry;
";

/// SQLite adds no constraint to a table that exists.
const SQLITE_UP: &str = "
ALTER TABLE posting_payloads RENAME TO earlier_payloads;
CREATE TABLE posting_payloads (
    connector text NOT NULL,
    board text NOT NULL,
    external_id text NOT NULL,
    payload {bytes} NOT NULL,
    read_at {instant} NOT NULL,
    PRIMARY KEY (connector, board, external_id),
    FOREIGN KEY (connector, board, external_id)
        REFERENCES posting_sources (connector, board, external_id) ON DELETE CASCADE
);
INSERT INTO posting_payloads (connector, board, external_id, payload, read_at)
    SELECT connector, board, external_id, payload, read_at FROM earlier_payloads
    JOIN posting_sources USING (connector, board, external_id);
DROP TABLE earlier_payloads;
";
const SQLITE_DOWN: &str = "
ALTER TABLE posting_payloads RENAME TO later_payloads;
CREATE TABLE posting_payloads (
    connector text NOT NULL,
    board text NOT NULL,
    external_id text NOT NULL,
    payload {bytes} NOT NULL,
    read_at {instant} NOT NULL,
    PRIMARY KEY (connector, board, external_id)
);
INSERT INTO posting_payloads (connector, board, external_id, payload, read_at)
    SELECT connector, board, external_id, payload, read_at FROM later_payloads;
DROP TABLE later_payloads;
";

/// Sets of ids are subtracted: a planner without statistics would look through a table once for each posting.
const BOTH_UP: &str = "
INSERT INTO posting_index_backlog (posting_id)
    SELECT id FROM postings
    EXCEPT SELECT posting_id FROM posting_fingerprints
    EXCEPT SELECT posting_id FROM posting_index_backlog;
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let is_postgres = manager.get_database_backend() == DbBackend::Postgres;
        sql::run(manager, if is_postgres { POSTGRES_UP } else { SQLITE_UP }).await?;
        sql::run(manager, BOTH_UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let is_postgres = manager.get_database_backend() == DbBackend::Postgres;
        sql::run(
            manager,
            if is_postgres {
                POSTGRES_DOWN
            } else {
                SQLITE_DOWN
            },
        )
        .await
    }
}
