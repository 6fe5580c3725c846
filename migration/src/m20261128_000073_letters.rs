//! Letters of users, what they rest on, their revisions, and the events of their writing.

use sea_orm_migration::prelude::*;

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// A revision is never changed; the number of the newest one is in the row of its letter. Events are deleted some time after the writing.
const UP: &str = "
CREATE TABLE letters (
    id {uuid} PRIMARY KEY,
    user_id {uuid} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    posting_id {uuid} REFERENCES postings (id) ON DELETE SET NULL,
    posting_title text NOT NULL,
    company_name text NOT NULL,
    recipient text NOT NULL,
    language text NOT NULL,
    tone text NOT NULL,
    length text NOT NULL,
    seed bigint NOT NULL,
    state text NOT NULL CHECK (state IN ('WRITING', 'COMPLETED', 'REFUSED', 'FAILED', 'CANCELLED')),
    reason text,
    refused {json} NOT NULL,
    attempt integer NOT NULL,
    last_seq integer NOT NULL,
    revision integer NOT NULL,
    version integer NOT NULL,
    archived_at {instant},
    created_at {instant} NOT NULL,
    updated_at {instant} NOT NULL
);
CREATE INDEX letters_of_user ON letters (user_id, created_at, id);
CREATE INDEX letters_of_posting ON letters (posting_id);
CREATE TABLE letter_grounds (
    letter_id {uuid} PRIMARY KEY REFERENCES letters (id) ON DELETE CASCADE,
    user_id {uuid} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    body {json} NOT NULL
);
CREATE INDEX letter_grounds_of_user ON letter_grounds (user_id);
CREATE TABLE letter_revisions (
    letter_id {uuid} NOT NULL REFERENCES letters (id) ON DELETE CASCADE,
    number integer NOT NULL,
    user_id {uuid} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    content {json} NOT NULL,
    reason text NOT NULL CHECK (reason IN ('WRITTEN', 'REGENERATED', 'EDITED', 'RESTORED')),
    created_at {instant} NOT NULL,
    PRIMARY KEY (letter_id, number)
);
CREATE INDEX letter_revisions_of_user ON letter_revisions (user_id);
CREATE TABLE letter_events (
    letter_id {uuid} NOT NULL REFERENCES letters (id) ON DELETE CASCADE,
    seq integer NOT NULL,
    user_id {uuid} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    body {json} NOT NULL,
    created_at {instant} NOT NULL,
    PRIMARY KEY (letter_id, seq)
);
CREATE INDEX letter_events_of_user ON letter_events (user_id);
CREATE INDEX letter_events_by_age ON letter_events (created_at);
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = [
            "letter_events",
            "letter_revisions",
            "letter_grounds",
            "letters",
        ];
        sql::drop(manager, &tables).await
    }
}
