//! Migrations are plain SQL for both databases; only the names of four types are replaced.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

/// Placeholder, PostgreSQL type, SQLite type. SQLite type names decide the representation: UUIDs as 16 bytes, instants as RFC 3339 text.
const TYPES: [(&str, &str, &str); 4] = [
    ("{uuid}", "uuid", "uuid_blob"),
    ("{instant}", "timestamptz", "timestamp_with_timezone_text"),
    ("{json}", "jsonb", "jsonb_text"),
    ("{bytes}", "bytea", "blob"),
];

/// Runs statements with the types of this database.
pub(crate) async fn run(manager: &SchemaManager<'_>, statements: &str) -> Result<(), DbErr> {
    let postgres = manager.get_database_backend() == DbBackend::Postgres;
    let text = TYPES
        .iter()
        .fold(statements.to_owned(), |text, (token, pg, sqlite)| {
            text.replace(token, if postgres { pg } else { sqlite })
        });
    manager
        .get_connection()
        .execute_unprepared(&text)
        .await
        .map(|_| ())
}

/// Drops tables, children first.
pub(crate) async fn drop(manager: &SchemaManager<'_>, tables: &[&str]) -> Result<(), DbErr> {
    for table in tables {
        run(manager, &format!("DROP TABLE {table}")).await?;
    }
    Ok(())
}
