//! Notifications are data, and their texts are written when they are shown; the language in which the product speaks to a user.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

use crate::sql;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// What earlier versions delivered keeps its words. The columns of the words become those of the content and of the language.
const UP: &str = "
ALTER TABLE users ADD COLUMN locale text;
UPDATE notifications SET body = CAST({object}('type', 'TEXT', 'title', title, 'body', body) AS text), title = '';
ALTER TABLE notifications RENAME COLUMN body TO content;
ALTER TABLE notifications RENAME COLUMN title TO locale;
";

/// The words of a text come back; what was delivered as data has none.
const DOWN: &str = "
ALTER TABLE notifications RENAME COLUMN locale TO title;
ALTER TABLE notifications RENAME COLUMN content TO body;
UPDATE notifications SET title = COALESCE(body ->> 'title', kind), body = COALESCE(body ->> 'body', '');
ALTER TABLE users DROP COLUMN locale;
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() == DbBackend::Postgres {
            sql::run(manager, &UP.replace("{object}", "jsonb_build_object")).await?;
            let typed =
                "ALTER TABLE notifications ALTER COLUMN content TYPE jsonb USING content::jsonb";
            return sql::run(manager, typed).await;
        }
        sql::run(manager, &UP.replace("{object}", "json_object")).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() == DbBackend::Postgres {
            return sql::run(manager, &DOWN.replace("body ->>", "body::jsonb ->>").replace(
                "RENAME COLUMN content TO body;",
                "RENAME COLUMN content TO body; ALTER TABLE notifications ALTER COLUMN body TYPE text USING body::text;",
            ))
            .await;
        }
        sql::run(manager, DOWN).await
    }
}
