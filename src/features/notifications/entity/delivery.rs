//! Adds a notification under the next number of its owner's change feed, in one transaction: the head of the feed stays locked until the
//! commit, so the numbers become visible in order. A fact that was delivered before adds nothing and takes no number; if the other delivery
//! is not committed yet, the unique merge key fails this one as a whole.

use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement, Value};

use super::notification::Model;

/// One statement, so one message to the server. The number is assigned only if the fact is new.
const IS_NEW: &str =
    "NOT EXISTS (SELECT 1 FROM notifications WHERE user_id = $1 AND merge_key = $7)";
const ADD: &str = "INSERT INTO notifications (id, user_id, seq, kind, content, application_id, merge_key, created_at, locale)
    SELECT $8, $1, head.before + 1, $9, $10, $11, $7, $5, COALESCE((SELECT locale FROM users WHERE id = $1), '') FROM head";

/// SQLite has no INSERT inside of WITH, and one writer at a time: the notification takes the number under which the unit of work will record
/// it as its only change.
const SQLITE: &str = "INSERT INTO notifications (id, user_id, seq, kind, content, application_id, merge_key, created_at, locale)
    SELECT $3, $1, COALESCE((SELECT last_seq FROM change_heads WHERE user_id = $1), 0) + 1, $4, $5, $6, $2, $7, COALESCE((SELECT locale FROM users WHERE id = $1), '')
    WHERE NOT EXISTS (SELECT 1 FROM notifications WHERE user_id = $1 AND merge_key = $2)";

/// The end of the statement that records the change (`Feed::record_with`): its condition, what it adds, and the values
/// from the seventh on.
pub fn beside_recording(row: &Model) -> (&'static str, &'static str, Vec<Value>) {
    let values = vec![
        row.merge_key.clone().into(),
        row.id.into(),
        row.kind.into(),
        row.content.clone().into(),
        row.application_id.into(),
    ];
    (IS_NEW, ADD, values)
}

/// Adds the notification on SQLite, in a transaction that records it; returns `false` if its fact was delivered before.
pub async fn add(conn: &impl ConnectionTrait, row: Model) -> Result<bool, DbErr> {
    let values: [Value; 7] = [
        row.user_id.into(),
        row.merge_key.into(),
        row.id.into(),
        row.kind.into(),
        row.content.into(),
        row.application_id.into(),
        row.created_at.into(),
    ];
    let added = Statement::from_sql_and_values(DbBackend::Sqlite, SQLITE, values);
    Ok(conn.execute_raw(added).await?.rows_affected() == 1)
}
