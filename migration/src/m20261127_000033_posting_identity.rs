//! What identifies an entry of a board, the changes of postings, and why entries were skipped.

use sea_orm_migration::prelude::*;

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Entries that were read before have no keys until their next reading, except for text and company. An entry leads its posting, that is,
/// gives it its address, if it is the only one.
const UP: &str = "
ALTER TABLE posting_sources ADD COLUMN company_id {uuid} REFERENCES companies (id);
ALTER TABLE posting_sources ADD COLUMN url text;
ALTER TABLE posting_sources ADD COLUMN apply_url text;
ALTER TABLE posting_sources ADD COLUMN apply_key text;
ALTER TABLE posting_sources ADD COLUMN requisition_key text;
ALTER TABLE posting_sources ADD COLUMN title_key text;
ALTER TABLE posting_sources ADD COLUMN places_key text;
ALTER TABLE posting_sources ADD COLUMN text_hash text;
ALTER TABLE posting_sources ADD COLUMN payload_hash text;
ALTER TABLE posting_sources ADD COLUMN posted_at {instant};
ALTER TABLE posting_sources ADD COLUMN first_seen_at {instant};
ALTER TABLE posting_sources ADD COLUMN leads boolean NOT NULL DEFAULT false;
UPDATE posting_sources SET
    company_id = (SELECT company_id FROM postings WHERE postings.id = posting_sources.posting_id),
    text_hash = (SELECT description_hash FROM postings WHERE postings.id = posting_sources.posting_id),
    first_seen_at = (SELECT first_seen_at FROM postings WHERE postings.id = posting_sources.posting_id),
    leads = (SELECT count(*) FROM posting_sources AS other WHERE other.posting_id = posting_sources.posting_id) = 1;
UPDATE posting_sources SET
    url = (SELECT url FROM postings WHERE postings.id = posting_sources.posting_id),
    apply_url = (SELECT apply_url FROM postings WHERE postings.id = posting_sources.posting_id)
WHERE leads;
CREATE INDEX posting_sources_by_apply_url ON posting_sources (apply_key);
CREATE INDEX posting_sources_by_requisition ON posting_sources (company_id, requisition_key);
CREATE INDEX posting_sources_by_text ON posting_sources (text_hash);
ALTER TABLE postings ADD COLUMN repost_count integer NOT NULL DEFAULT 0;
ALTER TABLE connector_runs ADD COLUMN skips {json};
CREATE TABLE posting_changes (
    id {uuid} PRIMARY KEY,
    posting_id {uuid} NOT NULL REFERENCES postings (id) ON DELETE CASCADE,
    at {instant} NOT NULL,
    what text NOT NULL,
    before text,
    after text
);
CREATE INDEX posting_changes_of_posting ON posting_changes (posting_id, at DESC, id DESC);
";

const DOWN: &str = "
DROP TABLE posting_changes;
ALTER TABLE connector_runs DROP COLUMN skips;
ALTER TABLE postings DROP COLUMN repost_count;
DROP INDEX posting_sources_by_text;
DROP INDEX posting_sources_by_requisition;
DROP INDEX posting_sources_by_apply_url;
ALTER TABLE posting_sources DROP COLUMN leads;
ALTER TABLE posting_sources DROP COLUMN first_seen_at;
ALTER TABLE posting_sources DROP COLUMN posted_at;
ALTER TABLE posting_sources DROP COLUMN payload_hash;
ALTER TABLE posting_sources DROP COLUMN text_hash;
ALTER TABLE posting_sources DROP COLUMN places_key;
ALTER TABLE posting_sources DROP COLUMN title_key;
ALTER TABLE posting_sources DROP COLUMN requisition_key;
ALTER TABLE posting_sources DROP COLUMN apply_key;
ALTER TABLE posting_sources DROP COLUMN apply_url;
ALTER TABLE posting_sources DROP COLUMN url;
ALTER TABLE posting_sources DROP COLUMN company_id;
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
