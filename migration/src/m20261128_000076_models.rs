//! Language models: the consent of users, what was spent, each request, and answers that may be used again.

use sea_orm_migration::prelude::*;

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// A day is the number of days since 1970 (UTC). `ai_spending` is of all users and outlives them; it has no personal data.
const UP: &str = "
ALTER TABLE letters ADD COLUMN author {json};
CREATE TABLE ai_consents (
    user_id {uuid} PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    is_on boolean NOT NULL,
    changed_at {instant} NOT NULL
);
CREATE TABLE ai_user_spending (
    user_id {uuid} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    day integer NOT NULL,
    tokens bigint NOT NULL,
    micros bigint NOT NULL,
    reserved_tokens bigint NOT NULL,
    reserved_micros bigint NOT NULL,
    PRIMARY KEY (user_id, day)
);
CREATE TABLE ai_spending (
    day integer PRIMARY KEY,
    tokens bigint NOT NULL,
    micros bigint NOT NULL,
    reserved_tokens bigint NOT NULL,
    reserved_micros bigint NOT NULL
);
CREATE TABLE ai_runs (
    id {uuid} PRIMARY KEY,
    user_id {uuid} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    letter_id {uuid} REFERENCES letters (id) ON DELETE SET NULL,
    task text NOT NULL,
    provider text NOT NULL,
    endpoint text NOT NULL,
    model text NOT NULL,
    prompt_version integer NOT NULL,
    state text NOT NULL CHECK (state IN ('RUNNING', 'DONE', 'FAILED', 'CANCELLED', 'OVER_BUDGET', 'CACHED')),
    failure text,
    tokens_in bigint NOT NULL,
    tokens_out bigint NOT NULL,
    is_estimated boolean NOT NULL,
    micros bigint NOT NULL,
    currency text NOT NULL,
    refused {json} NOT NULL,
    day integer NOT NULL,
    reserved_tokens bigint NOT NULL,
    reserved_micros bigint NOT NULL,
    sent {bytes},
    created_at {instant} NOT NULL,
    ended_at {instant}
);
CREATE INDEX ai_runs_of_user ON ai_runs (user_id, created_at, id);
CREATE INDEX ai_runs_of_letter ON ai_runs (letter_id);
CREATE INDEX ai_runs_running ON ai_runs (created_at) WHERE state = 'RUNNING';
CREATE INDEX ai_runs_sent ON ai_runs (created_at) WHERE sent IS NOT NULL;
CREATE TABLE ai_answers (
    id {uuid} PRIMARY KEY,
    user_id {uuid} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    cache_key text NOT NULL,
    answer {bytes},
    created_at {instant} NOT NULL,
    UNIQUE (user_id, cache_key)
);
CREATE INDEX ai_answers_by_age ON ai_answers (created_at);
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = [
            "ai_answers",
            "ai_runs",
            "ai_spending",
            "ai_user_spending",
            "ai_consents",
        ];
        sql::drop(manager, &tables).await?;
        sql::run(manager, "ALTER TABLE letters DROP COLUMN author").await
    }
}
