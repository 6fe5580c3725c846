//! Device information of sessions, account states, and the audit log.

use sea_orm_migration::prelude::*;

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Existing sessions have no device information and count as begun with a password.
/// The audit refers to users by id without foreign keys, because it outlives accounts. Personal data of an entry is in
/// `audit_origins`, and the hash chain contains only a salted hash of it, so that it can be erased and the chain still be verified.
const UP: &str = "
ALTER TABLE users ADD COLUMN status text NOT NULL DEFAULT 'ACTIVE' CHECK (status IN ('ACTIVE', 'SUSPENDED', 'LEAVING'));
ALTER TABLE users ADD COLUMN email_verified_at {instant};
ALTER TABLE users ADD COLUMN leaves_at {instant};
ALTER TABLE sessions ADD COLUMN method text NOT NULL DEFAULT 'PASSWORD';
ALTER TABLE sessions ADD COLUMN cookie_hash {bytes};
CREATE UNIQUE INDEX sessions_by_cookie ON sessions (cookie_hash) WHERE cookie_hash IS NOT NULL;
ALTER TABLE sessions ADD COLUMN device text;
ALTER TABLE sessions ADD COLUMN address text;
ALTER TABLE sessions ADD COLUMN last_used_at {instant};
ALTER TABLE sessions ADD COLUMN proved_at {instant};
UPDATE sessions SET last_used_at = created_at, proved_at = created_at;
CREATE INDEX sessions_revoked ON sessions (revoked_at) WHERE revoked_at IS NOT NULL;
ALTER TABLE refresh_tokens ADD COLUMN successor {bytes};
CREATE TABLE audit_entries (
    seq bigint PRIMARY KEY,
    at {instant} NOT NULL,
    action text NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('DONE', 'REFUSED')),
    actor_id {uuid},
    subject_id {uuid},
    target text,
    origin_hash {bytes} NOT NULL,
    hash {bytes} NOT NULL
);
CREATE INDEX audit_entries_of_subject ON audit_entries (subject_id, seq);
CREATE INDEX audit_entries_of_actor ON audit_entries (actor_id, seq);
CREATE TABLE audit_origins (
    seq bigint PRIMARY KEY,
    user_id {uuid},
    salt {bytes} NOT NULL,
    address text,
    device text,
    request_id text
);
CREATE INDEX audit_origins_of_user ON audit_origins (user_id);
CREATE TABLE audit_head (
    id integer PRIMARY KEY CHECK (id = 1),
    seq bigint NOT NULL,
    hash {bytes} NOT NULL
);
INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, '');
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::drop(manager, &["audit_head", "audit_origins", "audit_entries"]).await?;
        sql::run(
            manager,
            "DROP INDEX sessions_by_cookie;
            DROP INDEX sessions_revoked;
            ALTER TABLE refresh_tokens DROP COLUMN successor;
            ALTER TABLE sessions DROP COLUMN proved_at;
            ALTER TABLE sessions DROP COLUMN last_used_at;
            ALTER TABLE sessions DROP COLUMN address;
            ALTER TABLE sessions DROP COLUMN device;
            ALTER TABLE sessions DROP COLUMN cookie_hash;
            ALTER TABLE sessions DROP COLUMN method;
            ALTER TABLE users DROP COLUMN leaves_at;
            ALTER TABLE users DROP COLUMN email_verified_at;
            ALTER TABLE users DROP COLUMN status;",
        )
        .await
    }
}
