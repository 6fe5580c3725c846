//! An index of the imports that are being applied: the sweep looks each minute for those that make no progress.

use sea_orm_migration::prelude::*;

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::run(
            manager,
            "CREATE INDEX import_jobs_in_progress ON import_jobs (updated_at) WHERE state = 'APPLYING'",
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::run(manager, "DROP INDEX import_jobs_in_progress").await
    }
}
