//! Second factors: TOTP and recovery codes, sign-ins that wait for a second factor, and passkeys.

use sea_orm_migration::prelude::*;

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// An unconfirmed secret is an enrolment without effect. `last_step` is the time step of the last code that was used.
/// A ceremony is a WebAuthn challenge; during sign-in its user is not known yet.
const UP: &str = "
CREATE TABLE totp_secrets (
    user_id {uuid} PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    secret {bytes} NOT NULL,
    created_at {instant} NOT NULL,
    confirmed_at {instant},
    last_step bigint NOT NULL
);
CREATE TABLE recovery_codes (
    hash {bytes} PRIMARY KEY,
    user_id {uuid} NOT NULL REFERENCES users (id) ON DELETE CASCADE
);
CREATE INDEX recovery_codes_of_user ON recovery_codes (user_id);
CREATE TABLE sign_in_challenges (
    hash {bytes} PRIMARY KEY,
    user_id {uuid} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    method text NOT NULL,
    by_cookie boolean NOT NULL,
    device_id {uuid} REFERENCES devices (id) ON DELETE SET NULL,
    identity_id {uuid} REFERENCES identities (id) ON DELETE CASCADE,
    sid text,
    expires_at {instant} NOT NULL,
    tries integer NOT NULL
);
CREATE INDEX sign_in_challenges_of_user ON sign_in_challenges (user_id);
CREATE INDEX sign_in_challenges_of_device ON sign_in_challenges (device_id);
CREATE INDEX sign_in_challenges_of_identity ON sign_in_challenges (identity_id);
CREATE INDEX sign_in_challenges_by_end ON sign_in_challenges (expires_at);
CREATE TABLE passkeys (
    id {uuid} PRIMARY KEY,
    user_id {uuid} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    credential_id {bytes} NOT NULL UNIQUE,
    name text NOT NULL,
    public_key {bytes} NOT NULL,
    state {bytes} NOT NULL,
    transports smallint NOT NULL,
    created_at {instant} NOT NULL,
    last_used_at {instant}
);
CREATE INDEX passkeys_of_user ON passkeys (user_id);
CREATE TABLE passkey_ceremonies (
    challenge {bytes} PRIMARY KEY,
    user_id {uuid} REFERENCES users (id) ON DELETE CASCADE,
    state {bytes} NOT NULL,
    expires_at {instant} NOT NULL
);
CREATE INDEX passkey_ceremonies_of_user ON passkey_ceremonies (user_id);
CREATE INDEX passkey_ceremonies_by_end ON passkey_ceremonies (expires_at);
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
                "passkey_ceremonies",
                "passkeys",
                "sign_in_challenges",
                "recovery_codes",
                "totp_secrets",
            ],
        )
        .await
    }
}
