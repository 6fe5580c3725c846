//! Tasks have an owner: whose a task is, so that it is erased with them, and no other is.

use sea_orm_migration::prelude::*;

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// The mails to an address are in the lane of that address; every other task of a person names the account.
const UP: &str = "
ALTER TABLE tasks ADD COLUMN owner text;
UPDATE tasks SET owner = CASE WHEN kind = 'auth.send_mail' THEN lane ELSE payload ->> 'user_id' END;
CREATE INDEX tasks_of_owner ON tasks (owner) WHERE owner IS NOT NULL;
";
const DOWN: &str = "
DROP INDEX tasks_of_owner;
ALTER TABLE tasks DROP COLUMN owner;
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
