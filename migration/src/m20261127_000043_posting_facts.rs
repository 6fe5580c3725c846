//! What filters and facets need of a posting is beside its words: as a short text that facets are counted from, and as keys of the index.
//! Postings that wait to be indexed get a row without words, so that filters find them.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// The facts of a row of `postings AS p`; the program writes the same.
const POSTGRES_FACTS: &str = "
    'm' || p.remote_mode || ' t' || p.employment_type || ' s' || p.seniority
    || coalesce(' l' || substring(rtrim(lower(substr(p.language, 1, 3)), '-_') FROM '^[a-z0-9]+$'), '')
    || ' o' || replace(p.company_id::text, '-', '')
    || coalesce((SELECT ' ' || string_agg('k' || skills.slug, ' ')
        FROM posting_skills AS named JOIN skills ON skills.id = named.skill_id WHERE named.posting_id = p.id), '')
    || coalesce((SELECT ' ' || string_agg('c' || coalesce(l.country, '') || coalesce(' r' || l.region_code, '') || coalesce(' i' || l.city_id, ''), ' ')
        FROM posting_locations AS l WHERE l.posting_id = p.id AND coalesce(l.country, l.region_code, l.city_id::text) IS NOT NULL), '')
";

/// The table is written anew, because each of its rows changes. Its rows are short enough to be stored uncompressed; long vectors are stored
/// apart.
const POSTGRES_UP: &str = "
CREATE TABLE later_rows (
    posting_id uuid NOT NULL,
    posted bigint NOT NULL,
    seen bigint NOT NULL DEFAULT 0,
    listed boolean NOT NULL,
    facts text NOT NULL DEFAULT '',
    head tsvector NOT NULL,
    words tsvector NOT NULL
);
ALTER TABLE later_rows ALTER COLUMN head SET STORAGE MAIN;
ALTER TABLE later_rows ALTER COLUMN facts SET STORAGE MAIN;
ALTER TABLE later_rows SET (toast_tuple_target = 1024);
INSERT INTO later_rows (posting_id, posted, seen, listed, facts, head, words)
    SELECT id, posted, seen, listed, facts, coalesce(head, '') || '',
        coalesce(words, array_to_tsvector(ARRAY['@d' || posted / 86400000000, '@b' || posted / 86400000000 / 32]))
            || array_to_tsvector(string_to_array('@' || replace(facts, ' ', ' @'), ' '))
    FROM (SELECT p.id, coalesce(r.posted, (extract(epoch FROM p.posted_at) * 1000000)::bigint) AS posted,
            (extract(epoch FROM p.first_seen_at) * 1000000)::bigint AS seen, p.closed_at IS NULL AND p.hidden_at IS NULL AS listed,
            r.head, r.words, {facts} AS facts
        FROM postings AS p LEFT JOIN posting_rows AS r ON r.posting_id = p.id OFFSET 0) AS known;
DROP TABLE posting_rows;
ALTER TABLE later_rows RENAME TO posting_rows;
ALTER TABLE posting_rows ADD CONSTRAINT posting_rows_pkey PRIMARY KEY (posting_id);
ALTER TABLE posting_rows ADD CONSTRAINT posting_rows_posting_id_fkey FOREIGN KEY (posting_id) REFERENCES postings (id) ON DELETE CASCADE;
CREATE INDEX posting_rows_words ON posting_rows USING gin (words);
CREATE INDEX posting_rows_posted ON posting_rows (posted DESC, posting_id DESC) WHERE listed;
";
/// The keys stay in the vectors, where no earlier version asks for them.
const POSTGRES_DOWN: &str = "
ALTER TABLE posting_rows DROP COLUMN facts;
ALTER TABLE posting_rows DROP COLUMN seen;
ALTER TABLE posting_rows SET (toast_tuple_target = 128);
";

const SQLITE_FACTS: &str = "
    'm' || p.remote_mode || ' t' || p.employment_type || ' s' || p.seniority
    || coalesce(' l' || (SELECT code FROM (SELECT rtrim(lower(substr(p.language, 1, 3)), '-_') AS code) WHERE code <> '' AND code NOT GLOB '*[^a-z0-9]*'), '')
    || ' o' || lower(hex(p.company_id))
    || coalesce((SELECT ' ' || group_concat('k' || skills.slug, ' ')
        FROM posting_skills AS named JOIN skills ON skills.id = named.skill_id WHERE named.posting_id = p.id), '')
    || coalesce((SELECT ' ' || group_concat('c' || coalesce(l.country, '') || coalesce(' r' || l.region_code, '') || coalesce(' i' || l.city_id, ''), ' ')
        FROM posting_locations AS l WHERE l.posting_id = p.id AND coalesce(l.country, l.region_code, l.city_id) IS NOT NULL), '')
";

/// FTS5 with `detail = none` holds nothing but which row has which fact.
const SQLITE_UP: &str = "
ALTER TABLE posting_rows ADD COLUMN seen bigint NOT NULL DEFAULT 0;
ALTER TABLE posting_rows ADD COLUMN facts text NOT NULL DEFAULT '';
INSERT OR IGNORE INTO posting_rows (row_id, posting_id, posted, listed)
    SELECT micros / 60000000 * 137438953472 + row_number() OVER (), id, micros, closed_at IS NULL AND hidden_at IS NULL
    FROM (SELECT *, CAST(round((julianday(posted_at) - 2440587.5) * 86400000) AS integer) * 1000 AS micros FROM postings
        WHERE NOT EXISTS (SELECT 1 FROM posting_rows AS known WHERE known.posting_id = postings.id));
UPDATE posting_rows SET (seen, facts) = (
    SELECT CAST(round((julianday(p.first_seen_at) - 2440587.5) * 86400000) AS integer) * 1000, {facts}
    FROM postings AS p WHERE p.id = posting_rows.posting_id
);
CREATE VIRTUAL TABLE posting_facts USING fts5 (
    facts, content = '', contentless_delete = 1, detail = none, tokenize = \"ascii tokenchars '-_'\"
);
INSERT INTO posting_facts (rowid, facts) SELECT row_id, facts FROM posting_rows;
DROP TRIGGER posting_row_removed;
CREATE TRIGGER posting_row_removed AFTER DELETE ON posting_rows BEGIN
    DELETE FROM posting_search WHERE rowid = old.row_id;
    DELETE FROM posting_facts WHERE rowid = old.row_id;
END;
";
const SQLITE_DOWN: &str = "
DROP TRIGGER posting_row_removed;
DROP TABLE posting_facts;
ALTER TABLE posting_rows DROP COLUMN facts;
ALTER TABLE posting_rows DROP COLUMN seen;
CREATE TRIGGER posting_row_removed AFTER DELETE ON posting_rows BEGIN
    DELETE FROM posting_search WHERE rowid = old.row_id;
END;
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let (statements, facts) = if manager.get_database_backend() == DbBackend::Postgres {
            (POSTGRES_UP, POSTGRES_FACTS)
        } else {
            (SQLITE_UP, SQLITE_FACTS)
        };
        sql::run(manager, &statements.replace("{facts}", facts)).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let is_postgres = manager.get_database_backend() == DbBackend::Postgres;
        sql::run(
            manager,
            if is_postgres {
                POSTGRES_DOWN
            } else {
                SQLITE_DOWN
            },
        )
        .await
    }
}
