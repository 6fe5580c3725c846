//! Data exports, and accounts that are scheduled for deletion.

use sea_orm_migration::prelude::*;

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// An export is stored in sealed pieces, so that a range of it can be read without the rest. At most one per user is being built.
const UP: &str = "
CREATE INDEX users_leaving ON users (leaves_at) WHERE leaves_at IS NOT NULL;
CREATE TABLE exports (
    id {uuid} PRIMARY KEY,
    user_id {uuid} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    state text NOT NULL CHECK (state IN ('BUILDING', 'READY', 'FAILED')),
    size bigint,
    sha256 text,
    created_at {instant} NOT NULL,
    expires_at {instant} NOT NULL
);
CREATE INDEX exports_of_user ON exports (user_id, created_at);
CREATE UNIQUE INDEX exports_one_building ON exports (user_id) WHERE state = 'BUILDING';
CREATE INDEX exports_by_end ON exports (expires_at);
CREATE TABLE export_pieces (
    id {uuid} PRIMARY KEY,
    export_id {uuid} NOT NULL REFERENCES exports (id) ON DELETE CASCADE,
    position integer NOT NULL,
    sealed {bytes} NOT NULL,
    UNIQUE (export_id, position)
);
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::drop(manager, &["export_pieces", "exports"]).await?;
        sql::run(manager, "DROP INDEX users_leaving").await
    }
}
