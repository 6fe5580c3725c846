//! Reads a feed after a number: one statement, so that the rows and the head of the feed are of the same moment.

use std::{collections::BTreeSet, fmt::Write};

use sea_orm::{ConnectionTrait, DbBackend, DbErr, FromQueryResult, Statement, Value};

use super::row::Model as ChangeRow;
use crate::{
    error::{Error, Result},
    types::{id::UserId, object_kind::ObjectKind},
};

/// Changes after a number.
#[derive(Clone, Debug)]
pub struct Page {
    /// The changes, in order.
    pub changes: Vec<ChangeRow>,
    /// The number after which the next page begins: no change up to it is missing.
    pub position: i64,
    /// True if more changes follow.
    pub has_more: bool,
}

/// The head of a feed.
#[derive(FromQueryResult)]
struct Head {
    last_seq: i64,
    /// The highest number whose change was deleted because of its age.
    floor_seq: i64,
}

const COLUMNS: &str =
    "user_id, seq, kind, object_id, operation, version, actor, actor_name, at, token_id";

/// Up to `limit` changes of some kinds after a number. RESYNC_REQUIRED if changes after it are not kept any more.
pub(super) async fn after(
    conn: &impl ConnectionTrait,
    user: UserId,
    kinds: &BTreeSet<ObjectKind>,
    number: i64,
    limit: u64,
) -> Result<Page> {
    let statement = statement(conn.get_database_backend(), user, kinds, number, limit);
    let rows = conn.query_all_raw(statement).await?;
    let head = rows.first().map(|row| Head::from_query_result(row, ""));
    let head = head.transpose()?.unwrap_or(Head {
        last_seq: 0,
        floor_seq: 0,
    });
    if number < head.floor_seq || number > head.last_seq {
        return Err(Error::resync_required());
    }
    let mut changes = Vec::with_capacity(rows.len());
    for row in &rows {
        if row.try_get::<Option<i64>>("", "seq")?.is_some() {
            changes.push(ChangeRow::from_query_result(row, "")?);
        }
    }
    let size = usize::try_from(limit).unwrap_or(usize::MAX);
    let has_more = changes.len() > size;
    changes.truncate(size);
    let position = match changes.last() {
        Some(last) if has_more => last.seq,
        _ => head.last_seq,
    };
    Ok(Page {
        changes,
        position,
        has_more,
    })
}

/// The head beside each row, or alone if there is none. Of some kinds, a few rows of each are read from the index and merged, so that many
/// changes of other kinds cost nothing.
fn statement(
    backend: DbBackend,
    user: UserId,
    kinds: &BTreeSet<ObjectKind>,
    number: i64,
    limit: u64,
) -> Statement {
    let limit = limit.saturating_add(1);
    let mut values: Vec<Value> = vec![user.into(), number.into(), limit.into()];
    let part = |condition: &str| {
        format!(
            "SELECT {COLUMNS} FROM changes WHERE user_id = $1{condition} AND seq > $2 ORDER BY seq LIMIT $3"
        )
    };
    let found = if kinds.len() == ObjectKind::all().count() {
        part("")
    } else {
        let mut parts = String::new();
        for kind in kinds {
            values.push((*kind).into());
            let union = if parts.is_empty() { "" } else { " UNION ALL " };
            let part = part(&format!(" AND kind = ${}", values.len()));
            let _ = write!(parts, "{union}SELECT * FROM ({part}) AS of_kind");
        }
        format!("SELECT * FROM ({parts}) AS merged ORDER BY seq LIMIT $3")
    };
    let sql = format!(
        "SELECT head.last_seq, head.floor_seq, found.* FROM change_heads AS head LEFT JOIN ({found}) AS found ON true
        WHERE head.user_id = $1 ORDER BY found.seq"
    );
    Statement::from_sql_and_values(backend, sql, values)
}

/// The last number of a user's feed.
pub(super) async fn last(
    conn: &impl ConnectionTrait,
    user: UserId,
) -> std::result::Result<i64, DbErr> {
    let sql = "SELECT last_seq, floor_seq FROM change_heads WHERE user_id = $1";
    let statement = Statement::from_sql_and_values(conn.get_database_backend(), sql, [user.into()]);
    let head = Head::find_by_statement(statement).one(conn).await?;
    Ok(head.map_or(0, |head| head.last_seq))
}
