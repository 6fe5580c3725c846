//! Versions of rows that several moderators or admins change, for optimistic locking.

use sea_orm_migration::prelude::*;

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// The version of a posting counts changes by moderators only, because connectors change postings all the time.
const UP: &str = "
ALTER TABLE companies ADD COLUMN version integer NOT NULL DEFAULT 1;
ALTER TABLE postings ADD COLUMN moderation_version integer NOT NULL DEFAULT 0;
ALTER TABLE settings ADD COLUMN version integer NOT NULL DEFAULT 1;
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::run(
            manager,
            "DELETE FROM settings WHERE CAST(value AS text) = 'null';
            ALTER TABLE settings DROP COLUMN version;
            ALTER TABLE postings DROP COLUMN moderation_version;
            ALTER TABLE companies DROP COLUMN version;",
        )
        .await
    }
}
