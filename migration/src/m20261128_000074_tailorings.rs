//! Proposals for résumés, and what was decided about them.

use sea_orm_migration::prelude::*;

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// A content is never changed; decisions are in the row of its tailoring.
const UP: &str = "
CREATE TABLE tailorings (
    id {uuid} PRIMARY KEY,
    user_id {uuid} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    resume_id {uuid} NOT NULL REFERENCES resumes (id) ON DELETE CASCADE,
    posting_id {uuid} REFERENCES postings (id) ON DELETE SET NULL,
    posting_title text NOT NULL,
    company_name text NOT NULL,
    revision integer NOT NULL,
    decisions {json} NOT NULL,
    version integer NOT NULL,
    created_at {instant} NOT NULL,
    updated_at {instant} NOT NULL
);
CREATE INDEX tailorings_of_user ON tailorings (user_id);
CREATE INDEX tailorings_of_resume ON tailorings (resume_id, created_at, id);
CREATE INDEX tailorings_of_posting ON tailorings (posting_id);
CREATE TABLE tailoring_contents (
    tailoring_id {uuid} PRIMARY KEY REFERENCES tailorings (id) ON DELETE CASCADE,
    user_id {uuid} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    body {json} NOT NULL
);
CREATE INDEX tailoring_contents_of_user ON tailoring_contents (user_id);
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::drop(manager, &["tailoring_contents", "tailorings"]).await
    }
}
