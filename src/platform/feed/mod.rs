//! The change feed: every committed change of what belongs to a user, in the order of the commits, under numbers without gaps.
//!
//! A unit of work records its changes in its transaction. The head of the user's feed stays locked from then until the commit, so that
//! the numbers become visible in order: a reader that has seen n cannot miss a smaller one. Only the last change of an object is kept, and
//! each for a stated time. Who reads after an older number is told to read everything again.

mod actor_kind;
mod change;
mod follow;
mod read;
mod record;
mod retention;
mod row;

use std::{collections::BTreeSet, time::Duration};

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, Statement, Value};
use uuid::Uuid;

pub use self::{
    actor_kind::ActorKind,
    change::{Change, Operation},
    follow::{Batch, Reader, Readers, Selection, Shared, Source},
    read::Page,
    row::Model as ChangeRow,
};
use super::{bus::Bus, clock::Clock, db::Db};
use crate::{
    error::Result,
    types::{actor::Actor, id::UserId, object_kind::ObjectKind},
};

/// The feeds of all users.
#[derive(Clone)]
pub struct Feed {
    db: Db,
    bus: Bus,
    clock: Clock,
    /// The interval at which a follower reads without a signal.
    poll: Duration,
}

impl Feed {
    pub(super) const fn new(db: Db, bus: Bus, clock: Clock, poll: Duration) -> Self {
        Self {
            db,
            bus,
            clock,
            poll,
        }
    }

    /// Records changes inside the caller's transaction, which commits soon after: the heads of the feeds are locked until then. Returns the
    /// users to signal after the commit.
    pub async fn record(
        &self,
        tx: &impl ConnectionTrait,
        by: Option<&Actor>,
        changes: &[Change],
    ) -> Result<Vec<UserId>> {
        Ok(record::record(tx, by, self.clock.now(), changes).await?)
    }

    /// Records one change on PostgreSQL by a statement that adds a row of another table under the same number as well: its condition, the
    /// end of the statement, and the values from `$7` on; see `record::statement`. Returns false if the condition does not hold.
    pub async fn record_with(
        &self,
        change: &Change,
        (condition, then, values): (&str, &str, Vec<Value>),
    ) -> Result<bool> {
        let (conn, at) = (self.db.conn(), self.clock.now());
        let own = record::values(change.owner, None, at, std::slice::from_ref(change));
        let added = Statement::from_sql_and_values(
            conn.get_database_backend(),
            record::statement(condition, then),
            own.into_iter().chain(values),
        );
        let is_added = conn.execute_raw(added).await?.rows_affected() == 1;
        if is_added {
            self.signal(change.owner).await;
        }
        Ok(is_added)
    }

    /// Wakes those who follow the feed of a user.
    pub async fn signal(&self, user: UserId) {
        self.bus.signal(&topic(user)).await;
    }

    /// Up to `limit` changes of some kinds after a number. RESYNC_REQUIRED if changes after it are not kept any more.
    pub async fn after(
        &self,
        user: UserId,
        kinds: &BTreeSet<ObjectKind>,
        number: i64,
        limit: u64,
    ) -> Result<Page> {
        read::after(self.db.conn(), user, kinds, number, limit).await
    }

    /// The last number of a user's feed.
    pub async fn last(&self, user: UserId) -> Result<i64> {
        Ok(read::last(self.db.conn(), user).await?)
    }

    /// The last change of an object of the actor, if it is kept.
    pub async fn last_of(
        &self,
        conn: &impl ConnectionTrait,
        actor: &Actor,
        (kind, object): (ObjectKind, Uuid),
    ) -> Result<Option<ChangeRow>> {
        Ok(row::last_of(actor, kind, object).one(conn).await?)
    }

    /// A committed change after a number of one of these objects of the actor, if there is one.
    pub async fn overlooked(
        &self,
        conn: &impl ConnectionTrait,
        actor: &Actor,
        (number, objects): (i64, &BTreeSet<(ObjectKind, Uuid)>),
    ) -> Result<Option<ChangeRow>> {
        let kinds: BTreeSet<ObjectKind> = objects.iter().map(|(kind, _)| *kind).collect();
        let later = row::after(actor, kinds, number).all(conn).await?;
        let mut later = later.into_iter();
        Ok(later.find(|row| objects.contains(&(row.kind, row.object_id))))
    }

    /// All kept changes of the actor, in order.
    pub async fn all(&self, actor: &Actor) -> Result<Vec<ChangeRow>> {
        Ok(row::all_of(actor).all(self.db.conn()).await?)
    }

    /// Deletes what was recorded before an instant; returns the number of users whose feeds were shortened.
    pub async fn forget_before(&self, instant: DateTime<Utc>) -> Result<usize> {
        retention::forget_before(&self.db, instant).await
    }
}

/// The topic that signals changes of a user.
fn topic(user: UserId) -> String {
    format!("changes:{user}")
}
