//! Applications by creation date, and idempotency keys that outlive deleted applications.

use sea_orm_migration::prelude::*;

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// A key is stored as a hash: it reveals nothing of a deleted application, but a retry is still recognised.
const UP: &str = "
CREATE INDEX applications_of_user_by_creation ON applications (user_id, created_at, id);
CREATE INDEX applications_of_user_by_stage_and_creation ON applications (user_id, stage, created_at, id);
CREATE TABLE deleted_application_keys (
    user_id {uuid} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    key_hash text NOT NULL,
    request_hash text NOT NULL,
    application_id {uuid} NOT NULL,
    deleted_at {instant} NOT NULL,
    PRIMARY KEY (user_id, key_hash)
);
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::drop(manager, &["deleted_application_keys"]).await?;
        sql::run(
            manager,
            "DROP INDEX applications_of_user_by_stage_and_creation;
            DROP INDEX applications_of_user_by_creation;",
        )
        .await
    }
}
