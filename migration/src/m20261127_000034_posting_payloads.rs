//! What boards sent of each posting, so that it can be read again, and the progress of reading all of it again.

use sea_orm_migration::prelude::*;

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const UP: &str = "
CREATE TABLE posting_payloads (
    connector text NOT NULL,
    board text NOT NULL,
    external_id text NOT NULL,
    payload {bytes} NOT NULL,
    read_at {instant} NOT NULL,
    PRIMARY KEY (connector, board, external_id)
);
CREATE TABLE reprocessings (
    id {uuid} PRIMARY KEY,
    position {uuid},
    last_posting {uuid},
    total bigint NOT NULL,
    done bigint NOT NULL,
    changed bigint NOT NULL,
    unreadable bigint NOT NULL,
    without_payload bigint NOT NULL,
    changed_by_field {json} NOT NULL,
    started_at {instant} NOT NULL,
    ended_at {instant}
);
CREATE INDEX reprocessings_by_start ON reprocessings (started_at DESC, id DESC);
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::drop(manager, &["reprocessings", "posting_payloads"]).await
    }
}
