//! Records changes under the next numbers of a user's feed, by one statement.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement, Value};
use serde_json::json;

use super::{ActorKind, Change, change::compacted};
use crate::types::{actor::Actor, id::UserId};

/// Changes that one statement records.
const AT_ONCE: usize = 5_000;

/// The values of a statement that records changes of one user, each of another object: `$1` to `$6`.
pub(super) fn values(
    user: UserId,
    by: Option<&Actor>,
    at: DateTime<Utc>,
    changes: &[Change],
) -> [Value; 6] {
    let (actor, name) = ActorKind::of(by);
    let token = by.and_then(Actor::token).map(|id| id.0.simple());
    let rows = (1_i64..).zip(changes).map(|(place, change)| {
        json!({
            "place": place,
            "kind": change.kind.name(),
            "id": change.id.simple(),
            "operation": change.operation,
            "version": change.version,
            "token": token,
        })
    });
    let rows: Vec<serde_json::Value> = rows.collect();
    let count = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    [
        user.into(),
        count.into(),
        actor.into(),
        name.into(),
        at.into(),
        serde_json::Value::from(rows).into(),
    ]
}

/// What becomes of the row of an object that has one.
const COMPACT: &str = "ON CONFLICT (user_id, kind, object_id) DO UPDATE SET seq = excluded.seq, operation = excluded.operation,
    version = excluded.version, actor = excluded.actor, actor_name = excluded.actor_name, at = excluded.at,
    token_id = excluded.token_id";

/// The statement of PostgreSQL: it gives the feed of `$1` the next `$2` numbers, where `condition` holds, and records the changes under
/// them. `then` may use `head.before`, the number before them; it may have values from `$7` on. The head is locked until the commit.
pub(super) fn statement(condition: &str, then: &str) -> String {
    format!(
        "WITH head AS (INSERT INTO change_heads AS head (user_id, last_seq, floor_seq) SELECT $1, $2, 0 WHERE {condition}
            ON CONFLICT (user_id) DO UPDATE SET last_seq = head.last_seq + $2 RETURNING last_seq - $2 AS before),
        recorded AS (INSERT INTO changes (user_id, seq, kind, object_id, operation, version, actor, actor_name, at, token_id)
            SELECT $1, head.before + new.place, new.kind, new.id, new.operation, new.version, $3, $4, $5, new.token
            FROM head, jsonb_to_recordset($6) AS new (place bigint, kind text, id uuid, operation text, version integer, token uuid)
            {COMPACT})
        {then}"
    )
}

/// The statement of SQLite, which has one writer at a time. A trigger raises the head.
fn sqlite() -> String {
    format!(
        "INSERT INTO changes (user_id, seq, kind, object_id, operation, version, actor, actor_name, at, token_id)
        SELECT $1, COALESCE((SELECT last_seq FROM change_heads WHERE user_id = $1), 0) + (new.value ->> 'place'),
            new.value ->> 'kind', unhex(new.value ->> 'id'), new.value ->> 'operation', new.value ->> 'version', $3, $4, $5,
            unhex(new.value ->> 'token')
        FROM json_each($6) AS new WHERE $2 > 0
        {COMPACT}"
    )
}

/// Records changes in the transaction that makes them; returns their owners. The feeds of several users are locked in the order of the
/// users, so that no two transactions wait for each other.
pub(super) async fn record(
    tx: &impl ConnectionTrait,
    by: Option<&Actor>,
    at: DateTime<Utc>,
    changes: &[Change],
) -> Result<Vec<UserId>, DbErr> {
    let mut of_users: BTreeMap<UserId, Vec<Change>> = BTreeMap::new();
    for change in compacted(changes) {
        of_users.entry(change.owner).or_default().push(change);
    }
    let backend = tx.get_database_backend();
    let sql = match backend {
        DbBackend::Sqlite => sqlite(),
        _ => statement("true", "SELECT before FROM head"),
    };
    for (user, changes) in &of_users {
        for changes in changes.chunks(AT_ONCE) {
            let values = values(*user, by, at, changes);
            tx.execute_raw(Statement::from_sql_and_values(backend, &sql, values))
                .await?;
        }
    }
    Ok(of_users.into_keys().collect())
}
