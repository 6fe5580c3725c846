//! The unit of work: a transaction that, when it commits, has recorded its changes in the feeds of their owners, and then wakes the workers
//! of the queue and signals the bus. All writes use it.
//!
//! [`Platform::write`] runs a mutation as one unit. With an idempotency key, the key, a hash of the input and the first result are
//! stored in the same transaction: a retry returns the first result, and another input with the same key is refused. A dry run runs
//! the mutation and rolls back, so that nothing is stored, queued or sent.

use chrono::TimeDelta;
use sea_orm::{DbBackend, DbErr, ExecResult, QueryResult, Statement};
use serde::{Serialize, de::DeserializeOwned};
use tokio::sync::Mutex;
use uuid::Uuid;

use super::{
    Platform,
    bus::Bus,
    db::Transaction,
    dependents::DependentsList,
    feed::Feed,
    queue::{Fact, Queue, Task},
};
use crate::{
    error::{Error, Refusal, Result},
    types::{
        actor::Actor,
        id::UserId,
        object_kind::ObjectKind,
        write::{IdempotencyKey, Write},
    },
};

mod accept;
mod propose;
mod row;

pub use super::feed::{Change, Operation};

/// How long a key and its result are kept.
const KEPT_FOR: TimeDelta = TimeDelta::days(7);

/// A transaction, and the effects that follow its commit. Dropped without [`Unit::commit`], it is rolled back.
pub struct Unit {
    tx: Transaction,
    queue: Queue,
    bus: Bus,
    feed: Feed,
    /// Who makes the changes; none if the server does.
    actor: Option<Actor>,
    dependents: DependentsList,
    dry_run: bool,
    reported: Mutex<Reported>,
}

/// What the unit has reported so far: changes, which are recorded before the commit, and the effects that follow it.
#[derive(Default)]
struct Reported {
    tasks: usize,
    signals: Vec<String>,
    changes: Vec<Change>,
    /// What the mutation read without changing it.
    grounds: Vec<(ObjectKind, Uuid)>,
    subject: Option<Uuid>,
}

impl Reported {
    /// The object that a stored result is about.
    fn subject(&self) -> Option<Uuid> {
        let first = self.changes.first().map(|change| change.id);
        self.subject.or(first)
    }
}

impl Unit {
    /// Queues a task, which exists when the transaction is committed.
    pub async fn publish<T: Task>(&self, task: &T) -> Result<()> {
        self.queue.publish(&self.tx, task).await?;
        self.reported.lock().await.tasks += 1;
        Ok(())
    }

    /// Announces a fact: a task for each of its listeners, which exist when the transaction is committed.
    pub async fn announce<T: Fact>(&self, fact: &T) -> Result<()> {
        let tasks = self.queue.announce(&self.tx, fact).await?;
        self.reported.lock().await.tasks += tasks;
        Ok(())
    }

    /// Signals a topic of the bus after the commit.
    pub async fn signal(&self, topic: String) {
        self.reported.lock().await.signals.push(topic);
    }

    /// Reports a change of an object, of which the feed of its owner tells. The first one is also what the stored result of an idempotency
    /// key is about.
    pub async fn changed(&self, change: Change) {
        self.reported.lock().await.changes.push(change);
    }

    /// Reports an object whose content the mutation takes over without changing it: a proposal of it is refused if it has changed since.
    pub async fn rests_on(&self, kind: ObjectKind, id: Uuid) {
        self.reported.lock().await.grounds.push((kind, id));
    }

    /// Reports that objects are about to be deleted, and with them those that the database deletes because they depend on them.
    pub async fn will_delete(&self, owner: UserId, kind: ObjectKind, ids: &[Uuid]) -> Result<()> {
        let mut deleted: Vec<(ObjectKind, Uuid)> = ids.iter().map(|id| (kind, *id)).collect();
        for dependents in self.dependents.of(kind) {
            let found = dependents.find(&self.tx, owner, ids).await?;
            deleted.extend(found.into_iter().map(|id| (dependents.kind, id)));
        }
        let changes = deleted
            .into_iter()
            .map(|(kind, id)| Change::of(owner, kind, id, None));
        self.reported.lock().await.changes.extend(changes);
        Ok(())
    }

    /// States the object that the stored result of an idempotency key is about, if nothing of it changes.
    pub async fn unchanged(&self, id: Uuid) {
        self.reported.lock().await.subject = Some(id);
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

    /// Records the changes and commits, then wakes the queue and signals the bus; rolls back if it is a dry run.
    pub async fn commit(self) -> Result<()> {
        if self.dry_run {
            return self.rollback().await;
        }
        let reported = self.reported.into_inner();
        let by = self.actor.as_ref();
        let owners = self.feed.record(&self.tx, by, &reported.changes).await?;
        self.tx.commit().await?;
        if reported.tasks > 0 {
            self.queue.wake_for(reported.tasks).await;
        }
        for topic in &reported.signals {
            self.bus.signal(topic).await;
        }
        for owner in owners {
            self.feed.signal(owner).await;
        }
        Ok(())
    }
}

impl Platform {
    /// Begins a unit of work without an idempotency key, in which the server acts by itself.
    pub async fn begin(&self) -> Result<Unit> {
        self.begin_unit(None, false).await
    }

    /// Begins a unit of work without an idempotency key, in which a user acts. It is a dry run for an actor who only proposes.
    pub async fn begin_by(&self, actor: &Actor) -> Result<Unit> {
        self.begin_unit(Some(actor), actor.proposes()).await
    }

    /// Queues a task in a unit of its own.
    pub async fn publish<T: Task>(&self, task: &T) -> Result<()> {
        let unit = self.begin().await?;
        unit.publish(task).await?;
        unit.commit().await
    }

    async fn begin_unit(&self, actor: Option<&Actor>, dry_run: bool) -> Result<Unit> {
        Ok(Unit {
            tx: self.db.begin().await?,
            queue: self.queue.clone(),
            bus: self.bus.clone(),
            feed: self.feed.clone(),
            actor: actor.cloned(),
            dependents: self.dependents.clone(),
            dry_run,
            reported: Mutex::default(),
        })
    }

    /// Runs one mutation as a unit of work: its key is claimed, `act` runs in the transaction, its result is stored under the key, and
    /// everything is committed. An error of `act` rolls back and leaves the key free, so that the caller may try again. For an actor who only
    /// proposes, everything is rolled back, and a proposal is stored instead.
    pub async fn write<T, F>(&self, write: &Write<'_>, act: F) -> Result<T>
    where
        T: Serialize + DeserializeOwned,
        F: AsyncFnOnce(&Unit) -> Result<T>,
    {
        if write.actor.proposes() {
            return Box::pin(self.propose(write, act)).await;
        }
        let unit = self.begin_unit(Some(write.actor), write.dry_run).await?;
        let user = write.actor.user_id;
        if let (Some(key), Some(first)) = (&write.key, self.claimed(&unit, write).await?) {
            return replay(key, first);
        }
        let proposal = self.accept(&unit, write).await?;
        let done = Box::pin(act(&unit)).await?;
        if let Some(proposal) = &proposal {
            unit.accepted(write.actor, proposal).await?;
        }
        if let Some(key) = &write.key {
            let subject = unit.reported.lock().await.subject();
            let result = serde_json::to_value(&done).map_err(Error::internal)?;
            row::store_result(&unit.tx, user, key, subject, result).await?;
        }
        unit.commit().await?;
        Ok(done)
    }

    /// Claims the key of a write, if it has one, or returns the request that has it.
    async fn claimed(&self, unit: &Unit, write: &Write<'_>) -> Result<Option<row::Model>> {
        let Some(key) = &write.key else {
            return Ok(None);
        };
        Ok(row::claim(&unit.tx, write.actor.user_id, key, self.clock.now()).await?)
    }

    /// Deletes idempotency keys that are older than a week.
    pub async fn forget_old_keys(&self) -> Result<u64> {
        let before = self.clock.now() - KEPT_FOR;
        Ok(row::forget_before(self.db.conn(), before).await?)
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
