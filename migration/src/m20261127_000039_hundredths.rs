//! Pay in hundredths of the unit of its currency, so that cents are kept.

use sea_orm_migration::prelude::*;

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Profiles and snapshots have amounts as numbers of units in JSON, which may have decimals as they are.
const UP: &str = "
UPDATE postings SET pay_min = pay_min * 100, pay_max = pay_max * 100, pay_yearly_max = pay_yearly_max * 100
    WHERE pay_currency IS NOT NULL;
";
const DOWN: &str = "
UPDATE postings SET pay_min = pay_min / 100, pay_max = pay_max / 100, pay_yearly_max = pay_yearly_max / 100
    WHERE pay_currency IS NOT NULL;
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
