//! What providers said about users, and the imports that values of accounts come from.

use sea_orm_migration::prelude::*;

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const UP: &str = "
ALTER TABLE identities ADD COLUMN claims {json};
ALTER TABLE users ADD COLUMN sources {json} NOT NULL DEFAULT '{}';
";

const DOWN: &str = "
ALTER TABLE users DROP COLUMN sources;
ALTER TABLE identities DROP COLUMN claims;
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
