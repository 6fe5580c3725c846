//! Matching: the prepared readings of open postings with the backlog of those that wait, which triggers fill; the corpus of all readings; the ranked
//! postings of each user; the suggestions for profiles; and skills and titles that an admin imported.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const TABLES: &str = "
CREATE TABLE posting_readings (
    posting_id {uuid} PRIMARY KEY REFERENCES postings (id) ON DELETE CASCADE,
    version text NOT NULL,
    title_id text,
    body {bytes} NOT NULL,
    read_at {instant} NOT NULL
);
CREATE INDEX posting_readings_of_title ON posting_readings (title_id, posting_id);
CREATE TABLE posting_reading_backlog (
    posting_id {uuid} PRIMARY KEY REFERENCES postings (id) ON DELETE CASCADE
);
INSERT INTO posting_reading_backlog (posting_id) SELECT id FROM postings WHERE closed_at IS NULL;
CREATE TABLE matching_states (
    id integer PRIMARY KEY,
    version text NOT NULL,
    corpus {bytes} NOT NULL,
    postings bigint NOT NULL,
    counted_at {instant} NOT NULL,
    read_at {instant}
);
CREATE TABLE rankings (
    user_id {uuid} PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    profile_version integer NOT NULL,
    version text NOT NULL,
    postings {json} NOT NULL,
    ranked_at {instant} NOT NULL,
    asked_at {instant} NOT NULL
);
CREATE TABLE profile_suggestions (
    user_id {uuid} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    rule text NOT NULL,
    subject text NOT NULL,
    state text NOT NULL,
    message text NOT NULL,
    changed_at {instant} NOT NULL,
    PRIMARY KEY (user_id, rule, subject)
);
CREATE TABLE imported_taxonomies (
    source text PRIMARY KEY,
    body {bytes} NOT NULL,
    skills integer NOT NULL,
    titles integer NOT NULL,
    imported_at {instant} NOT NULL
);
";

const NAMES: [&str; 6] = [
    "imported_taxonomies",
    "profile_suggestions",
    "rankings",
    "matching_states",
    "posting_reading_backlog",
    "posting_readings",
];

/// The columns that a reading is made of.
const COLUMNS: [&str; 13] = [
    "title",
    "location",
    "company_name",
    "description",
    "language",
    "seniority",
    "remote_mode",
    "pay_min",
    "pay_max",
    "pay_currency",
    "pay_period",
    "posted_at",
    "closed_at",
];

/// Lets a posting wait that is open.
const WAIT: &str = "
    INSERT INTO posting_reading_backlog (posting_id) SELECT NEW.id WHERE NEW.closed_at IS NULL
        ON CONFLICT (posting_id) DO NOTHING;
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::run(manager, TABLES).await?;
        for statement in triggers(manager) {
            sql::run(manager, &statement).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let dropped = match manager.get_database_backend() {
            DbBackend::Postgres => "DROP FUNCTION posting_waits_for_reading CASCADE",
            _ => "DROP TRIGGER posting_reading_added; DROP TRIGGER posting_reading_changed",
        };
        sql::run(manager, dropped).await?;
        sql::drop(manager, &NAMES).await
    }
}

fn triggers(manager: &SchemaManager) -> Vec<String> {
    let columns = COLUMNS.join(", ");
    if manager.get_database_backend() == DbBackend::Postgres {
        let changed = COLUMNS.map(|column| format!("OLD.{column} IS DISTINCT FROM NEW.{column}"));
        let changed = changed.join(" OR ");
        vec![
            format!(
                "CREATE FUNCTION posting_waits_for_reading() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
                BEGIN {WAIT} RETURN NULL; END $$"
            ),
            "CREATE TRIGGER posting_reading_added AFTER INSERT ON postings FOR EACH ROW EXECUTE FUNCTION posting_waits_for_reading()"
                .to_owned(),
            format!(
                "CREATE TRIGGER posting_reading_changed AFTER UPDATE OF {columns} ON postings FOR EACH ROW WHEN ({changed})
                EXECUTE FUNCTION posting_waits_for_reading()"
            ),
        ]
    } else {
        let changed = COLUMNS.map(|column| format!("OLD.{column} IS NOT NEW.{column}"));
        let changed = changed.join(" OR ");
        vec![
            format!(
                "CREATE TRIGGER posting_reading_added AFTER INSERT ON postings BEGIN {WAIT} END"
            ),
            format!(
                "CREATE TRIGGER posting_reading_changed AFTER UPDATE OF {columns} ON postings WHEN {changed} BEGIN {WAIT} END"
            ),
        ]
    }
}
