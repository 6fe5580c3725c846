//! Applications and their append-only events.

use sea_orm_migration::prelude::*;

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const UP: &str = "
CREATE TABLE applications (
    id {uuid} PRIMARY KEY,
    user_id {uuid} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    posting_id {uuid} REFERENCES postings (id) ON DELETE SET NULL,
    snapshot_id {uuid} REFERENCES posting_snapshots (id),
    company text NOT NULL,
    role text NOT NULL,
    stage text NOT NULL CHECK (stage IN ('PREPARING', 'APPLIED', 'SCREENING', 'ASSESSMENT', 'INTERVIEWING', 'OFFER', 'CLOSED')),
    outcome text CHECK (outcome IN ('ACCEPTED', 'DECLINED', 'REJECTED', 'WITHDRAWN', 'NO_RESPONSE', 'POSTING_CLOSED')),
    applied_on text,
    source text NOT NULL,
    referrer text NOT NULL,
    priority integer NOT NULL,
    board_rank double precision NOT NULL,
    deadline text,
    next_action text NOT NULL,
    note text NOT NULL,
    archived boolean NOT NULL,
    version integer NOT NULL,
    created_at {instant} NOT NULL,
    updated_at {instant} NOT NULL,
    CHECK ((stage = 'CLOSED') = (outcome IS NOT NULL))
);
CREATE INDEX applications_of_user ON applications (user_id, updated_at DESC, id DESC);
CREATE INDEX applications_of_user_by_stage ON applications (user_id, stage, updated_at DESC, id DESC);
CREATE INDEX applications_board ON applications (user_id, stage, board_rank, id) WHERE NOT archived;
CREATE INDEX applications_by_posting ON applications (posting_id);
CREATE INDEX applications_by_snapshot ON applications (snapshot_id);
CREATE UNIQUE INDEX applications_one_open_per_posting ON applications (user_id, posting_id) WHERE stage <> 'CLOSED';
CREATE TABLE application_events (
    id {uuid} PRIMARY KEY,
    application_id {uuid} NOT NULL REFERENCES applications (id) ON DELETE CASCADE,
    user_id {uuid} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    seq integer NOT NULL,
    kind text NOT NULL CHECK (kind IN ('CREATED', 'MOVED', 'CLOSED', 'REOPENED', 'CORRECTED')),
    from_stage text,
    to_stage text,
    outcome text,
    occurred_on text NOT NULL,
    recorded_at {instant} NOT NULL,
    actor text NOT NULL,
    observed boolean NOT NULL,
    retracts_event_id {uuid} UNIQUE REFERENCES application_events (id) ON DELETE CASCADE,
    reason text NOT NULL,
    idempotency_key text,
    request_hash text NOT NULL,
    UNIQUE (application_id, seq),
    UNIQUE (user_id, idempotency_key)
);
CREATE INDEX application_events_of_user ON application_events (user_id, application_id);
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::drop(manager, &["application_events", "applications"]).await
    }
}
