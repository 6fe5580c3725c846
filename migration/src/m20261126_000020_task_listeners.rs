//! One task per listener of a fact, each in a lane of its own. Waiting facts get the only existing listener: notifications.

use sea_orm_migration::prelude::*;

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// All tasks of such a lane are facts, so each lane moves as a whole and keeps its order.
const UP: &str = "
ALTER TABLE tasks ADD COLUMN listener text;
UPDATE tasks SET listener = 'notifications', lane = 'notifications:' || lane WHERE kind = 'application.changed';
";
const DOWN: &str = "
UPDATE tasks SET lane = substr(lane, length('notifications:') + 1) WHERE kind = 'application.changed' AND listener = 'notifications';
DELETE FROM tasks WHERE listener IS NOT NULL AND listener <> 'notifications';
ALTER TABLE tasks DROP COLUMN listener;
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        sql::run(manager, DOWN).await
    }
}
