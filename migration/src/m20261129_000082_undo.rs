//! What stood before the last act on an application or a profile, so that the act can be taken back, and which token made a change.

use sea_orm_migration::prelude::*;

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// The token may be gone before its changes: it is no foreign key. Without `before`, what stood before the version is not known, as of all
/// acts before this migration; steps of applications need no row, because they are in the history.
const UP: &str = "
ALTER TABLE changes ADD COLUMN token_id {uuid};
CREATE TABLE application_undos (
    application_id {uuid} PRIMARY KEY REFERENCES applications (id) ON DELETE CASCADE,
    user_id {uuid} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    version integer NOT NULL,
    before {json}
);
CREATE INDEX application_undos_of_user ON application_undos (user_id);
CREATE TABLE profile_undos (
    user_id {uuid} PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    version integer NOT NULL,
    before {json} NOT NULL
);
INSERT INTO application_undos (application_id, user_id, version) SELECT id, user_id, version FROM applications;
";

const DOWN: &str = "
DROP TABLE profile_undos;
DROP TABLE application_undos;
ALTER TABLE changes DROP COLUMN token_id;
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::run(manager, DOWN).await
    }
}
