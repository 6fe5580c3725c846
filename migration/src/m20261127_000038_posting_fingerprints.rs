//! Fingerprints of postings, by which possible duplicates are found.

use sea_orm_migration::prelude::*;

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const UP: &str = "
CREATE TABLE posting_fingerprints (
    band_key bigint NOT NULL,
    posting_id {uuid} NOT NULL REFERENCES postings (id) ON DELETE CASCADE,
    simhash bigint NOT NULL,
    PRIMARY KEY (band_key, posting_id)
);
CREATE INDEX posting_fingerprints_of_posting ON posting_fingerprints (posting_id);
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::drop(manager, &["posting_fingerprints"]).await
    }
}
