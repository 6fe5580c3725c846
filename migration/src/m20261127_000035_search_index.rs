//! The search index holds keys that the program computes: a tsvector with GIN on PostgreSQL, FTS5 on SQLite. Stored postings wait in a
//! backlog until the program has indexed them.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

use crate::{m20261123_000005_posting_search as earlier, sql};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const BOTH_UP: &str = "
CREATE TABLE posting_index_backlog (
    posting_id {uuid} PRIMARY KEY REFERENCES postings (id) ON DELETE CASCADE
);
INSERT INTO posting_index_backlog (posting_id) SELECT id FROM postings;
CREATE TABLE search_words (
    word text PRIMARY KEY,
    head text NOT NULL,
    tail text NOT NULL,
    length integer NOT NULL
);
CREATE INDEX search_words_head ON search_words (head, length);
CREATE INDEX search_words_tail ON search_words (tail, length);
";
const BOTH_DOWN: &str = "
DROP TABLE search_words;
DROP TABLE posting_index_backlog;
";

/// The rows are small and rarely change, unlike those of `postings`, whose time of the last reading does; so the index of words stays small
/// as well. Long vectors are stored apart, so a match costs no more than its row.
const POSTGRES_UP: &str = "
ALTER TABLE postings DROP COLUMN search;
CREATE TABLE posting_rows (
    posting_id uuid PRIMARY KEY REFERENCES postings (id) ON DELETE CASCADE,
    posted bigint NOT NULL,
    listed boolean NOT NULL,
    head tsvector NOT NULL,
    words tsvector NOT NULL
);
ALTER TABLE posting_rows ALTER COLUMN head SET STORAGE MAIN;
ALTER TABLE posting_rows SET (toast_tuple_target = 128);
CREATE INDEX posting_rows_words ON posting_rows USING gin (words);
CREATE INDEX posting_rows_posted ON posting_rows (posted DESC, posting_id DESC) WHERE listed;
CREATE FUNCTION list_posting_row() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE posting_rows SET listed = (NEW.closed_at IS NULL AND NEW.hidden_at IS NULL)
        WHERE posting_id = NEW.id AND listed <> (NEW.closed_at IS NULL AND NEW.hidden_at IS NULL);
    RETURN NULL;
END $$;
CREATE TRIGGER posting_listed AFTER UPDATE OF closed_at, hidden_at ON postings
    FOR EACH ROW EXECUTE FUNCTION list_posting_row();
";
const POSTGRES_DOWN: &str = "
DROP TRIGGER posting_listed ON postings;
DROP FUNCTION list_posting_row;
DROP TABLE posting_rows;
";

/// The tokenizer `ascii` keeps every key whole: keys consist of ASCII letters, digits, and characters beyond ASCII.
const SQLITE_UP: &str = "
CREATE TABLE posting_rows (
    row_id integer PRIMARY KEY,
    posting_id uuid_blob NOT NULL UNIQUE REFERENCES postings (id) ON DELETE CASCADE,
    posted bigint NOT NULL,
    listed boolean NOT NULL
);
CREATE VIRTUAL TABLE posting_search USING fts5 (
    title, company, about, description, content = '', contentless_delete = 1, tokenize = 'ascii'
);
CREATE TRIGGER posting_row_removed AFTER DELETE ON posting_rows BEGIN
    DELETE FROM posting_search WHERE rowid = old.row_id;
END;
CREATE TRIGGER posting_listed AFTER UPDATE OF closed_at, hidden_at ON postings BEGIN
    UPDATE posting_rows SET listed = (new.closed_at IS NULL AND new.hidden_at IS NULL)
        WHERE posting_id = new.id AND listed <> (new.closed_at IS NULL AND new.hidden_at IS NULL);
END;
";
const SQLITE_DOWN: &str = "
DROP TRIGGER posting_listed;
DROP TRIGGER posting_row_removed;
DROP TABLE posting_search;
DROP TABLE posting_rows;
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() == DbBackend::Postgres {
            sql::run(manager, POSTGRES_UP).await?;
        } else {
            sql::run(manager, earlier::SQLITE_DOWN).await?;
            sql::run(manager, SQLITE_UP).await?;
        }
        sql::run(manager, BOTH_UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::run(manager, BOTH_DOWN).await?;
        if manager.get_database_backend() == DbBackend::Postgres {
            sql::run(manager, POSTGRES_DOWN).await?;
            sql::run(manager, earlier::POSTGRES_UP).await
        } else {
            sql::run(manager, SQLITE_DOWN).await?;
            sql::run(manager, earlier::SQLITE_UP).await
        }
    }
}
