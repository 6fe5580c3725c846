//! Imports of a profile: a plan with its entries, and the values that an import wrote last, by which a change by hand is known.

use sea_orm_migration::prelude::*;

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const UP: &str = "
CREATE TABLE import_jobs (
    id {uuid} PRIMARY KEY,
    user_id {uuid} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    source text NOT NULL,
    file_name text NOT NULL,
    sha256 text NOT NULL,
    state text NOT NULL,
    counts {json} NOT NULL,
    total integer NOT NULL,
    done integer NOT NULL,
    version integer NOT NULL,
    created_at {instant} NOT NULL,
    updated_at {instant} NOT NULL,
    expires_at {instant} NOT NULL
);
CREATE INDEX import_jobs_of_user ON import_jobs (user_id, created_at, id);
CREATE INDEX import_jobs_by_expiry ON import_jobs (expires_at);
CREATE TABLE import_reports (
    job_id {uuid} PRIMARY KEY REFERENCES import_jobs (id) ON DELETE CASCADE,
    user_id {uuid} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    report {json} NOT NULL,
    kept {json} NOT NULL
);
CREATE INDEX import_reports_of_user ON import_reports (user_id);
CREATE TABLE import_entries (
    id {uuid} PRIMARY KEY,
    job_id {uuid} NOT NULL REFERENCES import_jobs (id) ON DELETE CASCADE,
    user_id {uuid} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    ordinal integer NOT NULL,
    section text NOT NULL,
    action text NOT NULL,
    item_id {uuid},
    file text NOT NULL,
    file_row integer,
    quote text,
    imported {json} NOT NULL,
    existing {json},
    kept {json} NOT NULL,
    note text,
    choice text NOT NULL,
    result text,
    message text
);
CREATE UNIQUE INDEX import_entries_of_job ON import_entries (job_id, ordinal);
CREATE INDEX import_entries_of_user ON import_entries (user_id);
CREATE TABLE imported_values (
    user_id {uuid} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    section text NOT NULL,
    item_id {uuid} NOT NULL,
    origin text NOT NULL,
    source text NOT NULL,
    said {json},
    kept {json} NOT NULL,
    imported_at {instant} NOT NULL,
    PRIMARY KEY (user_id, section, item_id, origin)
);
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::drop(
            manager,
            &[
                "imported_values",
                "import_entries",
                "import_reports",
                "import_jobs",
            ],
        )
        .await
    }
}
