//! Identities at sign-in providers, pending sign-ins, the sessions they led to, and used logout tokens.

use sea_orm_migration::prelude::*;

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// A pending sign-in stores its secrets as hashes; values that are read again are sealed with the secret that the browser returns.
const UP: &str = "
CREATE TABLE identities (
    id {uuid} PRIMARY KEY,
    user_id {uuid} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    provider text NOT NULL,
    issuer text NOT NULL,
    subject text NOT NULL,
    email text,
    created_at {instant} NOT NULL,
    last_used_at {instant} NOT NULL,
    tokens {bytes},
    UNIQUE (issuer, subject)
);
CREATE INDEX identities_of_user ON identities (user_id, created_at);
CREATE TABLE sign_ins (
    id {uuid} PRIMARY KEY,
    provider text NOT NULL,
    user_id {uuid} REFERENCES users (id) ON DELETE CASCADE,
    session_id {uuid} REFERENCES sessions (id) ON DELETE CASCADE,
    ticket {bytes} UNIQUE,
    state {bytes} UNIQUE,
    browser {bytes},
    secrets {bytes},
    return_to text NOT NULL,
    code_challenge text,
    created_at {instant} NOT NULL,
    expires_at {instant} NOT NULL,
    answered_at {instant},
    code {bytes} UNIQUE,
    found {bytes},
    redeemed_at {instant}
);
CREATE INDEX sign_ins_by_end ON sign_ins (expires_at);
CREATE INDEX sign_ins_of_user ON sign_ins (user_id);
CREATE INDEX sign_ins_of_session ON sign_ins (session_id);
CREATE TABLE provider_sessions (
    session_id {uuid} PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE,
    identity_id {uuid} NOT NULL REFERENCES identities (id) ON DELETE CASCADE,
    sid text
);
CREATE INDEX provider_sessions_of_identity ON provider_sessions (identity_id);
CREATE TABLE logout_tokens (
    hash {bytes} PRIMARY KEY,
    expires_at {instant} NOT NULL
);
CREATE INDEX logout_tokens_by_end ON logout_tokens (expires_at);
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
                "logout_tokens",
                "provider_sessions",
                "sign_ins",
                "identities",
            ],
        )
        .await
    }
}
