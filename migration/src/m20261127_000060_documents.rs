//! Documents of users, and the files that they name in the store.

use sea_orm_migration::prelude::*;

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// A file has a row before it is written to the store, and for as long as the store may have it: a row of a deleted account lacks its user.
const UP: &str = "
CREATE TABLE document_files (
    id {uuid} PRIMARY KEY,
    user_id {uuid} REFERENCES users (id) ON DELETE SET NULL,
    store_key text NOT NULL,
    sha256 text NOT NULL,
    size bigint NOT NULL,
    state text NOT NULL CHECK (state IN ('PENDING', 'STORED', 'DELETING')),
    touched_at {instant} NOT NULL
);
CREATE UNIQUE INDEX document_files_of_user ON document_files (user_id, sha256) WHERE state <> 'DELETING';
CREATE INDEX document_files_to_sweep ON document_files (state, touched_at) WHERE state <> 'STORED';
CREATE INDEX document_files_by_user ON document_files (user_id);
CREATE TABLE documents (
    id {uuid} PRIMARY KEY,
    user_id {uuid} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    file_id {uuid} NOT NULL REFERENCES document_files (id),
    kind text NOT NULL CHECK (kind IN ('RESUME', 'COVER_LETTER', 'PORTFOLIO', 'CERTIFICATE', 'OTHER')),
    title text NOT NULL,
    file_name text NOT NULL,
    media_type text NOT NULL,
    sha256 text NOT NULL,
    size bigint NOT NULL,
    version integer NOT NULL,
    created_at {instant} NOT NULL,
    updated_at {instant} NOT NULL
);
CREATE INDEX documents_of_user ON documents (user_id, created_at, id);
CREATE INDEX documents_of_user_by_kind ON documents (user_id, kind, created_at, id);
CREATE INDEX documents_of_file ON documents (file_id);
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::drop(manager, &["documents", "document_files"]).await
    }
}
