//! Full text over title, company and description: a generated tsvector with GIN on PostgreSQL, FTS5 on SQLite.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

pub(crate) const POSTGRES_UP: &str = "
ALTER TABLE postings ADD COLUMN search tsvector NOT NULL GENERATED ALWAYS AS (
    setweight(to_tsvector('english', title), 'A') ||
    setweight(to_tsvector('english', company_name), 'B') ||
    setweight(to_tsvector('english', description), 'C')
) STORED;
CREATE INDEX postings_search ON postings USING gin (search);
";
const POSTGRES_DOWN: &str = "ALTER TABLE postings DROP COLUMN search";

/// FTS5 identifies rows by an integer. A posting's own rowid may change when the file is vacuumed, so a separate table holds
/// the numbers; the index reads its text through a view instead of storing it twice.
pub(crate) const SQLITE_UP: &str = "
CREATE TABLE posting_rows (
    row_id integer PRIMARY KEY,
    posting_id uuid_blob NOT NULL UNIQUE REFERENCES postings (id) ON DELETE CASCADE
);
CREATE VIEW posting_texts AS
    SELECT row_id, title, company_name, description FROM posting_rows JOIN postings ON postings.id = posting_rows.posting_id;
CREATE VIRTUAL TABLE posting_search USING fts5 (
    title, company_name, description,
    content = 'posting_texts', content_rowid = 'row_id', tokenize = 'porter unicode61 remove_diacritics 2'
);
INSERT INTO posting_rows (posting_id) SELECT id FROM postings;
INSERT INTO posting_search (posting_search) VALUES ('rebuild');
CREATE TRIGGER posting_search_added AFTER INSERT ON postings BEGIN
    INSERT INTO posting_rows (posting_id) VALUES (new.id);
    INSERT INTO posting_search (rowid, title, company_name, description)
        SELECT row_id, new.title, new.company_name, new.description FROM posting_rows WHERE posting_id = new.id;
END;
CREATE TRIGGER posting_search_changed AFTER UPDATE OF title, company_name, description ON postings BEGIN
    INSERT INTO posting_search (posting_search, rowid, title, company_name, description)
        SELECT 'delete', row_id, old.title, old.company_name, old.description FROM posting_rows WHERE posting_id = old.id;
    INSERT INTO posting_search (rowid, title, company_name, description)
        SELECT row_id, new.title, new.company_name, new.description FROM posting_rows WHERE posting_id = new.id;
END;
CREATE TRIGGER posting_search_removed BEFORE DELETE ON postings BEGIN
    INSERT INTO posting_search (posting_search, rowid, title, company_name, description)
        SELECT 'delete', row_id, old.title, old.company_name, old.description FROM posting_rows WHERE posting_id = old.id;
END;
";
pub(crate) const SQLITE_DOWN: &str = "
DROP TRIGGER posting_search_removed;
DROP TRIGGER posting_search_changed;
DROP TRIGGER posting_search_added;
DROP TABLE posting_search;
DROP VIEW posting_texts;
DROP TABLE posting_rows;
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let postgres = manager.get_database_backend() == DbBackend::Postgres;
        sql::run(manager, if postgres { POSTGRES_UP } else { SQLITE_UP }).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let postgres = manager.get_database_backend() == DbBackend::Postgres;
        sql::run(manager, if postgres { POSTGRES_DOWN } else { SQLITE_DOWN }).await
    }
}
