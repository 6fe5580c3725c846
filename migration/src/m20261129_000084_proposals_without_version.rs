//! Proposals of mutations that state no version: the last change before them, so that they are refused if their objects have changed since.

use sea_orm_migration::prelude::*;

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const UP: &str = "ALTER TABLE agent_proposals ADD COLUMN made_after bigint;";

const DOWN: &str = "ALTER TABLE agent_proposals DROP COLUMN made_after;";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::run(manager, DOWN).await
    }
}
