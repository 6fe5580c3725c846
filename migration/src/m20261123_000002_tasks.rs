//! The task queue.

use sea_orm_migration::prelude::*;

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const UP: &str = "
CREATE TABLE tasks (
    id {uuid} PRIMARY KEY,
    kind text NOT NULL,
    lane text,
    merge_key text UNIQUE,
    payload {json} NOT NULL,
    run_at {instant} NOT NULL,
    lease_until {instant},
    attempts integer NOT NULL,
    last_error text,
    failed_at {instant},
    created_at {instant} NOT NULL
);
CREATE INDEX tasks_due ON tasks (run_at, id) WHERE failed_at IS NULL;
CREATE INDEX tasks_of_lane ON tasks (lane, id) WHERE failed_at IS NULL;
CREATE INDEX tasks_failed ON tasks (id) WHERE failed_at IS NOT NULL;
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::drop(manager, &["tasks"]).await
    }
}
