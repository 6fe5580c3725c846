//! Résumés of users, and their revisions.

use sea_orm_migration::prelude::*;

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// A revision is never changed; the number of the newest one is in the row of its résumé.
const UP: &str = "
CREATE TABLE resumes (
    id {uuid} PRIMARY KEY,
    user_id {uuid} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    kind text NOT NULL CHECK (kind IN ('MASTER', 'TAILORED')),
    parent_id {uuid} REFERENCES resumes (id) ON DELETE SET NULL,
    posting_id {uuid} REFERENCES postings (id) ON DELETE SET NULL,
    name text NOT NULL,
    language text NOT NULL,
    template text NOT NULL,
    paper text NOT NULL,
    revision integer NOT NULL,
    version integer NOT NULL,
    archived_at {instant},
    created_at {instant} NOT NULL,
    updated_at {instant} NOT NULL
);
CREATE INDEX resumes_of_user ON resumes (user_id, created_at, id);
CREATE INDEX resumes_of_parent ON resumes (parent_id);
CREATE INDEX resumes_of_posting ON resumes (posting_id);
CREATE TABLE resume_revisions (
    resume_id {uuid} NOT NULL REFERENCES resumes (id) ON DELETE CASCADE,
    number integer NOT NULL,
    user_id {uuid} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    content {json} NOT NULL,
    size integer NOT NULL,
    reason text NOT NULL CHECK (reason IN ('CREATED', 'EDITED', 'RESTORED', 'TAILORED')),
    note text NOT NULL,
    created_at {instant} NOT NULL,
    PRIMARY KEY (resume_id, number)
);
CREATE INDEX resume_revisions_of_user ON resume_revisions (user_id);
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::drop(manager, &["resume_revisions", "resumes"]).await
    }
}
