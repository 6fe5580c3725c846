//! The notification inbox; each user's sequence numbers have no gaps and are committed in order.

use sea_orm_migration::prelude::*;

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const UP: &str = "
CREATE TABLE inbox_heads (
    user_id {uuid} PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    last_seq bigint NOT NULL
);
CREATE TABLE notifications (
    id {uuid} PRIMARY KEY,
    user_id {uuid} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    seq bigint NOT NULL,
    kind text NOT NULL,
    title text NOT NULL,
    body text NOT NULL,
    application_id {uuid} REFERENCES applications (id) ON DELETE CASCADE,
    merge_key text NOT NULL,
    created_at {instant} NOT NULL,
    read_at {instant},
    UNIQUE (user_id, seq),
    UNIQUE (user_id, merge_key)
);
CREATE INDEX notifications_unread ON notifications (user_id, seq) WHERE read_at IS NULL;
CREATE INDEX notifications_of_application ON notifications (application_id);
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::drop(manager, &["notifications", "inbox_heads"]).await
    }
}
