//! Mail claims (actions confirmed by a link in an e-mail), suppressed addresses, login attempts, and known devices.

use sea_orm_migration::prelude::*;

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// A claim is created for every request alike, whether or not its address has an account, so it refers to an address, not to a user.
const UP: &str = "
CREATE TABLE mail_claims (
    id {uuid} PRIMARY KEY,
    email text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('SIGN_UP', 'VERIFY', 'RESET', 'CHANGED')),
    name text,
    password_hash text,
    created_at {instant} NOT NULL,
    expires_at {instant} NOT NULL,
    sent_at {instant},
    used_at {instant}
);
CREATE INDEX mail_claims_of_email ON mail_claims (email, kind, created_at);
CREATE INDEX mail_claims_by_end ON mail_claims (expires_at);
CREATE TABLE mail_links (
    hash {bytes} PRIMARY KEY,
    claim_id {uuid} NOT NULL REFERENCES mail_claims (id) ON DELETE CASCADE
);
CREATE INDEX mail_links_of_claim ON mail_links (claim_id);
CREATE TABLE mail_refusals (
    email text PRIMARY KEY,
    until {instant} NOT NULL
);
CREATE TABLE guesses (
    key {bytes} PRIMARY KEY,
    busy_until bigint NOT NULL
);
CREATE INDEX guesses_by_end ON guesses (busy_until);
CREATE TABLE devices (
    id {uuid} PRIMARY KEY,
    hash {bytes} NOT NULL UNIQUE,
    user_id {uuid} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at {instant} NOT NULL,
    last_used_at {instant} NOT NULL
);
CREATE INDEX devices_of_user ON devices (user_id, last_used_at);
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::drop(
            manager,
            &[
                "devices",
                "guesses",
                "mail_refusals",
                "mail_links",
                "mail_claims",
            ],
        )
        .await
    }
}
