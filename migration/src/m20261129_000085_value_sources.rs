//! The imports that the values of a profile and the applications of a user come from.

use sea_orm_migration::prelude::*;

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Applications that an import added are known by their first event. Of values of a profile it is not known whether the user edited them
/// since: those from before have no source.
const UP: &str = "
ALTER TABLE profiles ADD COLUMN sources {json} NOT NULL DEFAULT '{}';
ALTER TABLE applications ADD COLUMN import_source text;
UPDATE applications SET import_source = (
    SELECT source FROM imported_values
    WHERE imported_values.user_id = applications.user_id AND section = 'APPLICATIONS' AND item_id = applications.id
    ORDER BY imported_at LIMIT 1
) WHERE id IN (SELECT application_id FROM application_events WHERE kind = 'CREATED' AND actor = 'IMPORT');
";

const DOWN: &str = "
ALTER TABLE applications DROP COLUMN import_source;
ALTER TABLE profiles DROP COLUMN sources;
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
