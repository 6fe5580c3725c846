//! On PostgreSQL, a worker completes its task and claims the next one by one statement. SQLite has no messages to save.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Deletes a task that is held by the given lease, and claims the next one, which may be the one that followed it in its lane. `held` is
/// false if the lease was lost. The settings are those of `tasks_claim`, for the same reason.
const POSTGRES: &str = "
CREATE FUNCTION tasks_complete(done uuid, done_lease uuid, moment timestamptz, lease_end timestamptz, lease uuid, OUT held boolean, OUT next tasks)
LANGUAGE plpgsql
SET search_path FROM CURRENT SET enable_seqscan = off SET enable_bitmapscan = off SET enable_sort = off AS $$
BEGIN
    DELETE FROM tasks WHERE tasks.id = done AND tasks.lease_id = done_lease;
    held := FOUND;
    SELECT * INTO next FROM tasks_claim(moment, lease_end, lease);
END $$;
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() == DbBackend::Postgres {
            sql::run(manager, POSTGRES).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() == DbBackend::Postgres {
            sql::run(manager, "DROP FUNCTION tasks_complete").await?;
        }
        Ok(())
    }
}
