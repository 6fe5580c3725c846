//! Mutations that API tokens propose.

use sea_orm_migration::prelude::*;

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// The token may be gone before its proposals: it is no foreign key.
const UP: &str = "
CREATE TABLE agent_proposals (
    id {uuid} PRIMARY KEY,
    user_id {uuid} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    token_id {uuid} NOT NULL,
    token_name text NOT NULL,
    mutation text NOT NULL,
    input {json} NOT NULL,
    reason text,
    effects {json} NOT NULL,
    state text NOT NULL CHECK (state IN ('PENDING', 'ACCEPTED', 'REJECTED')),
    version integer NOT NULL,
    created_at {instant} NOT NULL,
    expires_at {instant} NOT NULL,
    decided_at {instant}
);
CREATE INDEX agent_proposals_of_user ON agent_proposals (user_id, created_at, id);
CREATE INDEX agent_proposals_of_token ON agent_proposals (user_id, token_id, created_at, id);
CREATE INDEX agent_proposals_open ON agent_proposals (user_id, expires_at) WHERE state = 'PENDING';
CREATE INDEX agent_proposals_by_age ON agent_proposals (expires_at);
";

const DOWN: &str = "DROP TABLE agent_proposals;";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::run(manager, DOWN).await
    }
}
