//! Words of language models for tailorings: what was asked for, and what came of it.

use sea_orm_migration::prelude::*;

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// `worded` is written once, when the state becomes DONE.
const UP: &str = "
ALTER TABLE tailorings ADD COLUMN wording text NOT NULL DEFAULT 'NONE' CHECK (wording IN ('NONE', 'ASKED', 'DONE', 'FAILED'));
ALTER TABLE tailorings ADD COLUMN wording_reason text;
ALTER TABLE tailorings ADD COLUMN wording_attempt integer NOT NULL DEFAULT 0;
ALTER TABLE tailoring_contents ADD COLUMN worded {json};
ALTER TABLE ai_runs ADD COLUMN tailoring_id {uuid} REFERENCES tailorings (id) ON DELETE SET NULL;
CREATE INDEX ai_runs_of_tailoring ON ai_runs (tailoring_id);
";

const DOWN: &str = "
DROP INDEX ai_runs_of_tailoring;
ALTER TABLE ai_runs DROP COLUMN tailoring_id;
ALTER TABLE tailoring_contents DROP COLUMN worded;
ALTER TABLE tailorings DROP COLUMN wording_attempt;
ALTER TABLE tailorings DROP COLUMN wording_reason;
ALTER TABLE tailorings DROP COLUMN wording;
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
