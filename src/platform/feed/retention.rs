//! Deletes changes that were kept long enough. The head of a feed remembers the last number that was deleted, so that who reads after an
//! older one is told.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, FromQueryResult, Statement};

use crate::{error::Result, platform::db::Db, types::id::UserId};

/// Changes that one run looks at.
const AT_ONCE: u64 = 20_000;

/// The oldest changes of a user.
#[derive(FromQueryResult)]
struct Old {
    user_id: UserId,
    /// The last of them.
    seq: i64,
}

const OLDEST: &str = "SELECT user_id, MAX(seq) AS seq FROM (SELECT user_id, seq FROM changes WHERE at < $1 ORDER BY at LIMIT $2) AS old
    GROUP BY user_id";

/// The head first, as when changes are recorded: the other order could wait for a transaction that waits for this one.
const RAISE_FLOOR: &str =
    "UPDATE change_heads SET floor_seq = $2 WHERE user_id = $1 AND floor_seq < $2";
const DELETE: &str = "DELETE FROM changes WHERE user_id = $1 AND seq <= $2";

/// Deletes what was recorded before an instant, of one user after another; returns their number.
pub(super) async fn forget_before(db: &Db, instant: DateTime<Utc>) -> Result<usize> {
    let (backend, values) = (db.backend(), [instant.into(), AT_ONCE.into()]);
    let oldest = Statement::from_sql_and_values(backend, OLDEST, values);
    let oldest = Old::find_by_statement(oldest).all(db.conn()).await?;
    for old in &oldest {
        let tx = db.begin().await?;
        for sql in [RAISE_FLOOR, DELETE] {
            let values = [old.user_id.into(), old.seq.into()];
            tx.execute_raw(Statement::from_sql_and_values(backend, sql, values))
                .await?;
        }
        tx.commit().await?;
    }
    Ok(oldest.len())
}
