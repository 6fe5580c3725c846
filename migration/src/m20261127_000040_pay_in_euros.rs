//! Yearly pay in euros, by which postings in different currencies are ordered, and how far it is computed with the current rates.

use sea_orm_migration::prelude::*;

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Stored postings are converted by scheduled work, which finds no row of `pay_conversions`.
const UP: &str = "
DROP INDEX postings_open_by_pay_key;
ALTER TABLE postings ADD COLUMN pay_yearly_eur bigint;
CREATE INDEX postings_open_by_pay_key ON postings ((coalesce(pay_yearly_eur, -1)) DESC, id DESC) WHERE closed_at IS NULL;
CREATE TABLE pay_conversions (
    id integer PRIMARY KEY,
    rates text NOT NULL,
    position {uuid},
    ended boolean NOT NULL
);
";
const DOWN: &str = "
DROP TABLE pay_conversions;
DROP INDEX postings_open_by_pay_key;
ALTER TABLE postings DROP COLUMN pay_yearly_eur;
CREATE INDEX postings_open_by_pay_key ON postings ((coalesce(pay_yearly_max, -1)) DESC, id DESC) WHERE closed_at IS NULL;
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
