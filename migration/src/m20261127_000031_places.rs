//! Where places of work are: coordinates of their city, or the part of the world that they name.

use sea_orm_migration::prelude::*;

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const UP: &str = "
ALTER TABLE posting_locations ADD COLUMN latitude double precision;
ALTER TABLE posting_locations ADD COLUMN longitude double precision;
ALTER TABLE posting_locations ADD COLUMN area text;
";
const DOWN: &str = "
ALTER TABLE posting_locations DROP COLUMN area;
ALTER TABLE posting_locations DROP COLUMN longitude;
ALTER TABLE posting_locations DROP COLUMN latitude;
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
