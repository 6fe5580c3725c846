//! Every foreign key has an index that starts with it: otherwise deleting a row scans the referencing table.

use careergraph::platform::db::Db;
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::kit::TestApp;

/// Columns of foreign keys, and whether a non-partial index starts with each; a key of several columns needs them in its order.
const POSTGRES: &str = "
SELECT c.conrelid::regclass::text || '.' || a.attname,
    EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = c.conrelid AND i.indkey[0] = c.conkey[1] AND i.indpred IS NULL)
FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
WHERE c.contype = 'f'";
const SQLITE: &str = "
SELECT t.name || '.' || f.\"from\",
    EXISTS (SELECT 1 FROM pragma_index_list(t.name) l, pragma_index_info(l.name) i
        WHERE l.partial = 0 AND i.seqno = f.seq AND i.name = f.\"from\")
FROM sqlite_master t, pragma_foreign_key_list(t.name) f WHERE t.type = 'table'";

async fn keys(db: &Db) -> Vec<(String, bool)> {
    let sql = if db.backend() == DbBackend::Postgres {
        POSTGRES
    } else {
        SQLITE
    };
    let rows = db
        .conn()
        .query_all_raw(Statement::from_string(db.backend(), sql))
        .await
        .unwrap();
    rows.iter()
        .map(|row| {
            (
                row.try_get_by_index(0).unwrap(),
                row.try_get_by_index(1).unwrap(),
            )
        })
        .collect()
}

#[tokio::test]
async fn every_foreign_key_has_an_index() {
    let app = TestApp::start().await;
    let keys = keys(&app.platform.db).await;
    assert!(
        keys.len() >= 20,
        "only {} foreign keys were found",
        keys.len()
    );
    let bare: Vec<&str> = keys
        .iter()
        .filter(|(_, indexed)| !indexed)
        .map(|(key, _)| key.as_str())
        .collect();
    assert!(bare.is_empty(), "without an index: {bare:?}");
}

#[tokio::test]
async fn a_foreign_key_without_an_index_is_found() {
    let app = TestApp::start().await;
    let conn = app.platform.db.conn();
    conn.execute_unprepared(
        "CREATE TABLE bare (id integer PRIMARY KEY, parent integer REFERENCES bare (id))",
    )
    .await
    .unwrap();
    conn.execute_unprepared("CREATE INDEX bare_partly ON bare (parent) WHERE parent > 7")
        .await
        .unwrap();
    conn.execute_unprepared("CREATE INDEX bare_second ON bare (id, parent)")
        .await
        .unwrap();
    assert!(
        keys(&app.platform.db)
            .await
            .contains(&("bare.parent".to_owned(), false))
    );
    conn.execute_unprepared("CREATE INDEX bare_first ON bare (parent, id)")
        .await
        .unwrap();
    assert!(
        keys(&app.platform.db)
            .await
            .contains(&("bare.parent".to_owned(), true))
    );
}
