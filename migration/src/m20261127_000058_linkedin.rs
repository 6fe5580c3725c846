//! Accounts whose data is read from LinkedIn's member snapshot API.

use sea_orm_migration::prelude::*;

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// The token is sealed. `run_id` is set while a run is queued or in progress; `changes_from` is in milliseconds since 1970.
const UP: &str = "
CREATE TABLE linkedin_accounts (
    user_id {uuid} PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    state text NOT NULL,
    token {bytes},
    token_source text,
    token_expires_at {instant},
    version integer NOT NULL,
    connected_at {instant},
    run_id {uuid},
    started_at {instant},
    synced_at {instant},
    full_at {instant},
    next_at {instant},
    retries integer NOT NULL,
    problem {json},
    domains {json} NOT NULL,
    changes_from bigint,
    changes_seen {json} NOT NULL,
    plan_id {uuid}
);
CREATE INDEX linkedin_accounts_due ON linkedin_accounts (next_at) WHERE next_at IS NOT NULL;
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::drop(manager, &["linkedin_accounts"]).await
    }
}
