//! Adds a notification under the next number of its inbox, in one transaction: the row of `inbox_heads` stays locked until the commit, so
//! the numbers of an inbox become visible in order and without gaps. A fact that was delivered before adds nothing and takes no number; if
//! the other delivery is not committed yet, the unique merge key fails this one as a whole.

use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement, Value};

use super::notification::Model;

/// One statement, so one message to the server. The number is assigned only if the fact is new.
const POSTGRES: &str = "WITH head AS (INSERT INTO inbox_heads AS head (user_id, last_seq)
        SELECT $2, 1 WHERE NOT EXISTS (SELECT 1 FROM notifications WHERE user_id = $2 AND merge_key = $7)
        ON CONFLICT (user_id) DO UPDATE SET last_seq = head.last_seq + 1 RETURNING last_seq)
    INSERT INTO notifications (id, user_id, seq, kind, title, body, application_id, merge_key, created_at)
    SELECT $1, $2, head.last_seq, $3, $4, $5, $6, $7, $8 FROM head";

/// SQLite has no INSERT inside of WITH: the number is assigned first, and used only if it was.
const SQLITE_HEAD: &str = "INSERT INTO inbox_heads (user_id, last_seq)
    SELECT $1, 1 WHERE NOT EXISTS (SELECT 1 FROM notifications WHERE user_id = $1 AND merge_key = $2)
    ON CONFLICT (user_id) DO UPDATE SET last_seq = last_seq + 1";
const SQLITE_ROW: &str = "INSERT INTO notifications (id, user_id, seq, kind, title, body, application_id, merge_key, created_at)
    SELECT $1, $2, last_seq, $3, $4, $5, $6, $7, $8 FROM inbox_heads WHERE user_id = $2";

/// Adds the notification, whose number is assigned here; returns `false` if its fact was delivered before.
pub async fn add(conn: &impl ConnectionTrait, row: Model) -> Result<bool, DbErr> {
    let backend = conn.get_database_backend();
    let head: [Value; 2] = [row.user_id.into(), row.merge_key.clone().into()];
    let values: [Value; 8] = [
        row.id.into(),
        row.user_id.into(),
        row.kind.into(),
        row.title.into(),
        row.body.into(),
        row.application_id.into(),
        row.merge_key.into(),
        row.created_at.into(),
    ];
    if !takes_transaction(conn) {
        let added = Statement::from_sql_and_values(backend, POSTGRES, values);
        return Ok(conn.execute_raw(added).await?.rows_affected() == 1);
    }
    let head = Statement::from_sql_and_values(backend, SQLITE_HEAD, head);
    if conn.execute_raw(head).await?.rows_affected() == 0 {
        return Ok(false);
    }
    let added = Statement::from_sql_and_values(backend, SQLITE_ROW, values);
    conn.execute_raw(added).await?;
    Ok(true)
}

/// True if [`add`] needs a transaction, because it takes more than one statement.
pub fn takes_transaction(conn: &impl ConnectionTrait) -> bool {
    conn.get_database_backend() == DbBackend::Sqlite
}
