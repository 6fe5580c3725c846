//! The unit of work: a transaction that, when it commits, wakes the workers of the queue and signals the bus. All writes use it.
//!
//! [`Platform::write`] runs a mutation as one unit. With an idempotency key, the key, a hash of the input and the first result are
//! stored in the same transaction: a retry returns the first result, and another input with the same key is refused. A dry run runs
//! the mutation and rolls back, so that nothing is stored, queued or sent.

use std::sync::Arc;

use chrono::TimeDelta;
use sea_orm::{DbBackend, DbErr, ExecResult, QueryResult, Statement};
use serde::{Serialize, de::DeserializeOwned};
use tokio::sync::Mutex;
use uuid::Uuid;

use super::{
    Platform,
    bus::Bus,
    db::Transaction,
    queue::{Fact, Queue, Task},
};
use crate::{
    error::{Error, Refusal, Result},
    types::{
        id::UserId,
        write::{IdempotencyKey, Write},
    },
};

mod change;
mod row;

pub use self::change::{Change, ChangeRecorder};

/// How long a key and its result are kept.
const KEPT_FOR: TimeDelta = TimeDelta::days(7);

/// A transaction, and the effects that follow its commit. Dropped without [`Unit::commit`], it is rolled back.
pub struct Unit {
    tx: Transaction,
    queue: Queue,
    bus: Bus,
    dry_run: bool,
    after: Mutex<AfterCommit>,
}

/// The effects that follow the commit.
#[derive(Default)]
struct AfterCommit {
    tasks: usize,
    signals: Vec<String>,
    changes: Vec<Change>,
}

impl Unit {
    /// Queues a task, which exists when the transaction is committed.
    pub async fn publish<T: Task>(&self, task: &T) -> Result<()> {
        self.queue.publish(&self.tx, task).await?;
        self.after.lock().await.tasks += 1;
        Ok(())
    }

    /// Announces a fact: a task for each of its listeners, which exist when the transaction is committed.
    pub async fn announce<T: Fact>(&self, fact: &T) -> Result<()> {
        let tasks = self.queue.announce(&self.tx, fact).await?;
        self.after.lock().await.tasks += tasks;
        Ok(())
    }

    /// Signals a topic of the bus after the commit.
    pub async fn signal(&self, topic: String) {
        self.after.lock().await.signals.push(topic);
    }

    /// Reports a change of an object; see [`ChangeRecorder`].
    pub async fn changed(&self, change: Change) {
        self.after.lock().await.changes.push(change);
    }

    /// True if the unit is rolled back in the end. The payload of a dry run must be read before that.
    #[must_use]
    pub const fn is_dry_run(&self) -> bool {
        self.dry_run
    }

    /// Deletes the stored results of requests that wrote these objects, because they are deleted: a retry is still recognised, and its
    /// response is NOT_FOUND.
    pub async fn forget_results(&self, user: UserId, subjects: &[Uuid]) -> Result<()> {
        Ok(row::forget_results(&self.tx, user, subjects).await?)
    }

    /// Rolls back. Dropping the unit does the same, later.
    pub async fn rollback(self) -> Result<()> {
        Ok(self.tx.rollback().await?)
    }

    /// Commits, then wakes the queue and signals the bus; rolls back if it is a dry run.
    pub async fn commit(self) -> Result<()> {
        if self.dry_run {
            return self.rollback().await;
        }
        self.tx.commit().await?;
        let after = self.after.into_inner();
        if after.tasks > 0 {
            self.queue.wake_for(after.tasks).await;
        }
        for topic in &after.signals {
            self.bus.signal(topic).await;
        }
        Ok(())
    }
}

impl Platform {
    /// Begins a unit of work without an idempotency key.
    pub async fn begin(&self) -> Result<Unit> {
        self.begin_unit(false).await
    }

    /// Queues a task in a unit of its own.
    pub async fn publish<T: Task>(&self, task: &T) -> Result<()> {
        let unit = self.begin().await?;
        unit.publish(task).await?;
        unit.commit().await
    }

    async fn begin_unit(&self, dry_run: bool) -> Result<Unit> {
        Ok(Unit {
            tx: self.db.begin().await?,
            queue: self.queue.clone(),
            bus: self.bus.clone(),
            dry_run,
            after: Mutex::default(),
        })
    }

    /// Runs one mutation as a unit of work: its key is claimed, `act` runs in the transaction, its result is stored under the key, and
    /// everything is committed. An error of `act` rolls back and leaves the key free, so that the caller may try again.
    pub async fn write<T, F>(&self, write: &Write<'_>, act: F) -> Result<T>
    where
        T: Serialize + DeserializeOwned,
        F: AsyncFnOnce(&Unit) -> Result<T>,
    {
        let unit = self.begin_unit(write.dry_run).await?;
        let user = write.actor.user_id;
        if let Some(key) = &write.key
            && let Some(first) = row::claim(&unit.tx, user, key, self.clock.now()).await?
        {
            return replay(key, first);
        }
        let done = Box::pin(act(&unit)).await?;
        let changes = std::mem::take(&mut unit.after.lock().await.changes);
        if let Some(key) = &write.key {
            let subject = changes.first().map(|change| change.id);
            let result = serde_json::to_value(&done).map_err(Error::internal)?;
            row::store_result(&unit.tx, user, key, subject, result).await?;
        }
        if let Some(recorder) = self.change_recorder.get() {
            recorder.record(&unit.tx, write.actor, &changes).await?;
        }
        unit.commit().await?;
        Ok(done)
    }

    /// Deletes idempotency keys that are older than a week.
    pub async fn forget_old_keys(&self) -> Result<u64> {
        let before = self.clock.now() - KEPT_FOR;
        Ok(row::forget_before(self.db.conn(), before).await?)
    }

    /// Sets the recorder of changes, once, before the first write.
    pub fn record_changes(&self, recorder: Arc<dyn ChangeRecorder>) -> Result<()> {
        let again = |_| Error::internal("changes have a recorder already");
        self.change_recorder.set(recorder).map_err(again)
    }
}

/// The result of the first request with this key.
fn replay<T: DeserializeOwned>(key: &IdempotencyKey, first: row::Model) -> Result<T> {
    if !key.is_for(&first.input_hash) {
        return Err(Refusal::KeyReused.into());
    }
    match first.result {
        Some(result) => serde_json::from_value(result).map_err(Error::internal),
        None => Err(Error::not_found(
            "object: it was deleted after this request was done",
        )),
    }
}

#[async_trait::async_trait]
impl sea_orm::ConnectionTrait for Unit {
    fn get_database_backend(&self) -> DbBackend {
        self.tx.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> std::result::Result<ExecResult, DbErr> {
        self.tx.execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> std::result::Result<ExecResult, DbErr> {
        self.tx.execute_unprepared(sql).await
    }

    async fn query_one_raw(
        &self,
        statement: Statement,
    ) -> std::result::Result<Option<QueryResult>, DbErr> {
        self.tx.query_one_raw(statement).await
    }

    async fn query_all_raw(
        &self,
        statement: Statement,
    ) -> std::result::Result<Vec<QueryResult>, DbErr> {
        self.tx.query_all_raw(statement).await
    }
}
