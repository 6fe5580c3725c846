//! Stems of all languages but English have one mark in the search index. All postings wait to be indexed again; until then, those that are not in
//! English are found by the words as written and their English stems.

use sea_orm_migration::prelude::*;

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const AGAIN: &str = "
INSERT INTO posting_index_backlog (posting_id)
    SELECT id FROM postings
    EXCEPT SELECT posting_id FROM posting_index_backlog;
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::run(manager, AGAIN).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::run(manager, AGAIN).await
    }
}
