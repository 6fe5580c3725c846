//! Reads all stored data directly: the tables, the files, Redis.

use std::{collections::BTreeSet, fs, path::Path};

use fred::{interfaces::ClientLike, types::CustomCommand};
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::kit::TestApp;

/// The column `text` of a query.
pub async fn texts(app: &TestApp, sql: &str) -> Vec<String> {
    let conn = app.platform.db.conn();
    let rows = conn
        .query_all_raw(Statement::from_string(conn.get_database_backend(), sql))
        .await
        .unwrap_or_else(|e| panic!("{sql}: {e}"));
    rows.iter()
        .map(|row| row.try_get("", "text").expect("a text"))
        .collect()
}

/// Every table of the live schema.
pub async fn tables(app: &TestApp) -> Vec<String> {
    let sql = match app.platform.db.backend() {
        DbBackend::Postgres => {
            "SELECT tablename AS text FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
        }
        _ => "SELECT name AS text FROM sqlite_master WHERE type = 'table' ORDER BY 1",
    };
    texts(app, sql).await
}

/// Every column that may refer to a user, as `table.column`: by its name, and by its foreign key.
pub async fn user_columns(app: &TestApp) -> BTreeSet<(String, String)> {
    let names = "('user_id', 'actor_id', 'subject_id', 'owner_id', 'owner', 'email', 'address')";
    let sql = match app.platform.db.backend() {
        DbBackend::Postgres => format!(
            "SELECT table_name || '.' || column_name AS text FROM information_schema.columns
                WHERE table_schema = 'public' AND column_name IN {names}
            UNION SELECT conrelid::regclass || '.' || attname FROM pg_constraint
                JOIN pg_attribute ON attrelid = conrelid AND attnum = ANY (conkey) WHERE contype = 'f' AND confrelid = 'users'::regclass"
        ),
        _ => format!(
            "SELECT m.name || '.' || c.name AS text FROM sqlite_master m, pragma_table_info(m.name) c
                WHERE m.type = 'table' AND c.name IN {names}
            UNION SELECT m.name || '.' || f.\"from\" FROM sqlite_master m, pragma_foreign_key_list(m.name) f
                WHERE m.type = 'table' AND f.\"table\" = 'users'"
        ),
    };
    let split = |text: String| {
        text.split_once('.')
            .map(|(table, column)| (table.to_owned(), column.to_owned()))
            .expect("a column")
    };
    texts(app, &sql).await.into_iter().map(split).collect()
}

/// The complete rows of a table.
pub async fn rows(app: &TestApp, table: &str) -> Vec<String> {
    let whole = if app.platform.db.backend() == DbBackend::Postgres {
        format!("\"{table}\"::text")
    } else {
        let names = texts(
            app,
            &format!("SELECT name AS text FROM pragma_table_info('{table}')"),
        )
        .await;
        names
            .iter()
            .map(|name| format!("quote(\"{name}\")"))
            .collect::<Vec<_>>()
            .join(" || ',' || ")
    };
    texts(app, &format!("SELECT {whole} AS text FROM \"{table}\"")).await
}

/// Bytes as both databases write them.
pub fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect::<Vec<_>>()
        .concat()
}

/// The number of rows of a table.
pub async fn count(app: &TestApp, table: &str) -> usize {
    rows(app, table).await.len()
}

/// Every key and value under the app's prefix.
pub async fn redis(app: &TestApp) -> Vec<String> {
    let Some(connection) = app.platform.cache.redis() else {
        return Vec::new();
    };
    let client = connection.client().expect("Redis responds");
    let command = |name: &'static str| CustomCommand::new_static(name, None, false);
    let keys: Vec<String> = client
        .custom(command("KEYS"), vec![format!("{}*", connection.key(""))])
        .await
        .expect("keys");
    let mut found = keys.clone();
    for key in keys {
        // Values of other types, and values that expire meanwhile, are ignored.
        let dumped: Result<Option<fred::bytes::Bytes>, _> =
            client.custom(command("DUMP"), vec![key]).await;
        found.extend(
            dumped
                .ok()
                .flatten()
                .map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
        );
    }
    found
}

/// Every file below a folder except the mails, which are out of scope.
pub fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() && !path.ends_with("mail") {
            found.extend(files(&path));
        } else if path.is_file() {
            found.push((path.display().to_string(), fs::read(&path).expect("a file")));
        }
    }
    found
}

/// The number of occurrences of some bytes in others, ignoring case.
pub fn occurrences(haystack: &[u8], needle: &[u8]) -> usize {
    haystack
        .windows(needle.len())
        .filter(|window| window.eq_ignore_ascii_case(needle))
        .count()
}
