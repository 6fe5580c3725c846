//! The change feed of each user, whose numbers the inbox uses as well.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Of an object, the last change is kept. The numbers of a feed continue those of the inbox, so that cursors of the inbox stay valid; no
/// change before them is known.
const UP: &str = "
CREATE TABLE change_heads (
    user_id {uuid} PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    last_seq bigint NOT NULL,
    floor_seq bigint NOT NULL
);
CREATE TABLE changes (
    user_id {uuid} NOT NULL REFERENCES change_heads (user_id) ON DELETE CASCADE,
    seq bigint NOT NULL,
    kind text NOT NULL,
    object_id {uuid} NOT NULL,
    operation text NOT NULL,
    version integer,
    actor text NOT NULL,
    actor_name text,
    at {instant} NOT NULL,
    PRIMARY KEY (user_id, seq),
    UNIQUE (user_id, kind, object_id)
);
CREATE INDEX changes_of_kind ON changes (user_id, kind, seq);
CREATE INDEX changes_by_age ON changes (at);
INSERT INTO change_heads (user_id, last_seq, floor_seq) SELECT user_id, last_seq, last_seq FROM inbox_heads;
DROP TABLE inbox_heads;
";

/// SQLite has no INSERT inside of WITH: there, the statement that adds changes reads the head, and triggers raise it.
const SQLITE: &str = "
CREATE TRIGGER changes_added AFTER INSERT ON changes BEGIN
    INSERT INTO change_heads (user_id, last_seq, floor_seq) VALUES (NEW.user_id, NEW.seq, 0)
        ON CONFLICT (user_id) DO UPDATE SET last_seq = MAX(last_seq, excluded.last_seq);
END;
CREATE TRIGGER changes_renumbered AFTER UPDATE OF seq ON changes BEGIN
    UPDATE change_heads SET last_seq = MAX(last_seq, NEW.seq) WHERE user_id = NEW.user_id;
END;
";

const DOWN: &str = "
CREATE TABLE inbox_heads (
    user_id {uuid} PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    last_seq bigint NOT NULL
);
INSERT INTO inbox_heads (user_id, last_seq) SELECT user_id, last_seq FROM change_heads;
DROP TABLE changes;
DROP TABLE change_heads;
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::run(manager, UP).await?;
        if manager.get_database_backend() == DbBackend::Sqlite {
            sql::run(manager, SQLITE).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::run(manager, DOWN).await
    }
}
