//! Vectors of postings and of people, which an endpoint makes of their texts if one is configured. On PostgreSQL the numbers of a posting are stored
//! as an array as well, which pgvector can search.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const TABLES: &str = "
CREATE TABLE posting_embeddings (
    posting_id {uuid} PRIMARY KEY REFERENCES postings (id) ON DELETE CASCADE,
    model text NOT NULL,
    text_hash {bytes} NOT NULL,
    read_at {instant} NOT NULL,
    vector {bytes} NOT NULL
);
CREATE INDEX posting_embeddings_of_model ON posting_embeddings (model, posting_id);
CREATE INDEX posting_embeddings_of_text ON posting_embeddings (text_hash);
CREATE TABLE person_embeddings (
    user_id {uuid} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    model text NOT NULL,
    text_hash {bytes} NOT NULL,
    vector {bytes} NOT NULL,
    embedded_at {instant} NOT NULL,
    PRIMARY KEY (user_id, model)
);
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::run(manager, TABLES).await?;
        if manager.get_database_backend() == DbBackend::Postgres {
            let array = "ALTER TABLE posting_embeddings ADD COLUMN floats real[] NOT NULL";
            sql::run(manager, array).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::drop(manager, &["person_embeddings", "posting_embeddings"]).await
    }
}
