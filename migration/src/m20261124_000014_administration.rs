//! Administration and moderation: settings, suspensions, hidden postings, reports; and indexes for searching accounts and
//! the audit.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// A report outlives the accounts that made or resolved it; it is deleted with its posting.
const UP: &str = "
CREATE TABLE settings (
    name text PRIMARY KEY,
    value {json} NOT NULL,
    changed_at {instant} NOT NULL,
    changed_by {uuid} REFERENCES users (id) ON DELETE SET NULL
);
CREATE INDEX settings_by_user ON settings (changed_by);
CREATE TABLE suspensions (
    user_id {uuid} PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    reason text NOT NULL,
    since {instant} NOT NULL,
    by_id {uuid} REFERENCES users (id) ON DELETE SET NULL
);
CREATE INDEX suspensions_by_user ON suspensions (by_id);
ALTER TABLE postings ADD COLUMN hidden_at {instant};
ALTER TABLE postings ADD COLUMN hidden_reason text;
CREATE TABLE reports (
    id {uuid} PRIMARY KEY,
    posting_id {uuid} NOT NULL REFERENCES postings (id) ON DELETE CASCADE,
    reporter_id {uuid} REFERENCES users (id) ON DELETE SET NULL,
    reason text NOT NULL,
    text text NOT NULL,
    created_at {instant} NOT NULL,
    verdict text CHECK (verdict IN ('UPHELD', 'DISMISSED')),
    resolved_at {instant},
    resolved_by {uuid} REFERENCES users (id) ON DELETE SET NULL,
    CHECK ((verdict IS NULL) = (resolved_at IS NULL))
);
CREATE UNIQUE INDEX reports_one_open ON reports (reporter_id, posting_id) WHERE verdict IS NULL;
CREATE INDEX reports_of_reporter ON reports (reporter_id, created_at);
CREATE INDEX reports_of_posting ON reports (posting_id);
CREATE INDEX reports_of_resolver ON reports (resolved_by);
CREATE INDEX reports_by_time ON reports (created_at DESC, id DESC);
CREATE INDEX reports_open ON reports (created_at DESC, id DESC) WHERE verdict IS NULL;
CREATE INDEX users_by_time ON users (created_at DESC, id DESC);
CREATE INDEX users_by_role ON users (role, created_at DESC, id DESC);
CREATE INDEX users_by_status ON users (status, created_at DESC, id DESC);
CREATE INDEX audit_entries_by_action ON audit_entries (action, seq);
";

/// The search indexes exclude hidden postings, too, so that counts need only an index. Names and indexed columns.
const OPEN: [(&str, &str); 6] = [
    ("postings_open", "posted_at DESC, id DESC"),
    (
        "postings_open_by_remote_mode",
        "remote_mode, posted_at DESC, id DESC",
    ),
    (
        "postings_open_by_employment_type",
        "employment_type, posted_at DESC, id DESC",
    ),
    (
        "postings_open_by_seniority",
        "seniority, posted_at DESC, id DESC",
    ),
    (
        "postings_open_by_company",
        "company_id, posted_at DESC, id DESC",
    ),
    ("postings_open_by_pay", "pay_currency, pay_yearly_max"),
];

/// Indexes for prefix searches of addresses and names. An index with a linguistic collation could not be used.
const BEGINNINGS: (&str, &str) = (
    "CREATE INDEX users_by_email_beginning ON users (email text_pattern_ops);
    CREATE INDEX users_by_name_beginning ON users (lower(name) text_pattern_ops);",
    "CREATE INDEX users_by_email_beginning ON users (email COLLATE NOCASE);
    CREATE INDEX users_by_name_beginning ON users (lower(name) COLLATE NOCASE);",
);

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let (postgres, sqlite) = BEGINNINGS;
        sql::run(manager, UP).await?;
        index_open(manager, "closed_at IS NULL AND hidden_at IS NULL").await?;
        sql::run(
            manager,
            if manager.get_database_backend() == DbBackend::Postgres {
                postgres
            } else {
                sqlite
            },
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::drop(manager, &["reports", "suspensions", "settings"]).await?;
        index_open(manager, "closed_at IS NULL").await?;
        sql::run(
            manager,
            "DROP INDEX users_by_email_beginning;
            DROP INDEX users_by_name_beginning;
            DROP INDEX users_by_time;
            DROP INDEX users_by_role;
            DROP INDEX users_by_status;
            DROP INDEX audit_entries_by_action;
            ALTER TABLE postings DROP COLUMN hidden_reason;
            ALTER TABLE postings DROP COLUMN hidden_at;",
        )
        .await
    }
}

/// Recreates the search indexes over the postings that meet the condition.
async fn index_open(manager: &SchemaManager<'_>, condition: &str) -> Result<(), DbErr> {
    for (name, columns) in OPEN {
        sql::run(
            manager,
            &format!(
                "DROP INDEX {name}; CREATE INDEX {name} ON postings ({columns}) WHERE {condition};"
            ),
        )
        .await?;
    }
    Ok(())
}
