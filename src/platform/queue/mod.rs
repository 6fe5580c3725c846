//! Durable tasks in the database. A task is published in the transaction of the change that causes it, so both are committed or
//! neither. A task may run twice, if a worker dies between the work and the record of its end, so handlers are idempotent.
//! Tasks of one lane run one at a time, in the order in which they were published.
//!
//! A [`Task`] has one handler. A [`Fact`] has any number of listeners: each gets a task of its own, in a lane of its own, which is retried
//! and set aside independently of the others.
//!
//! A worker holds its task by a short lease, which it renews while the handler runs. When a worker dies, another takes over the task
//! when the lease has expired; a worker that lost its lease stops, and its result is not stored.

use std::sync::{Arc, OnceLock};

use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ConnectionTrait};

use super::{bus::Bus, clock::Clock, db::Db, metrics::Metrics};
use crate::{
    config,
    error::{Error, Result},
    types::id::TaskId,
};

mod claim;
pub mod depth;
mod handlers;
mod owner;
mod row;
mod wakeups;
mod worker;

pub use self::{
    depth::Depth,
    handlers::{Fact, Failure, Handlers, Task},
    owner::Owner,
};
use self::{handlers::Listeners, wakeups::Wakeups};

/// The bus topic that wakes a worker of each other instance.
const TOPIC: &str = "queue";

/// The queue.
#[derive(Clone)]
pub struct Queue {
    db: Db,
    bus: Bus,
    clock: Clock,
    config: config::Queue,
    metrics: Metrics,
    listeners: Arc<OnceLock<Listeners>>,
    wakeups: Arc<Wakeups>,
}

impl Queue {
    /// A queue in this database.
    #[must_use]
    pub fn new(db: Db, bus: Bus, clock: Clock, config: config::Queue, metrics: Metrics) -> Self {
        Self {
            db,
            bus,
            clock,
            config,
            metrics,
            listeners: Arc::default(),
            wakeups: Arc::default(),
        }
    }

    /// Sets the listeners to which facts are published. Called once, at start; refuses conflicting handlers.
    pub fn set_listeners(&self, handlers: &Handlers) -> Result<()> {
        handlers.check()?;
        self.listeners
            .set(handlers.listeners())
            .map_err(|_| Error::internal("the listeners of the queue are set already"))
    }

    /// The same queue with other listeners; for tests.
    pub fn with_listeners(&self, handlers: &Handlers) -> Result<Self> {
        let queue = Self {
            listeners: Arc::default(),
            ..self.clone()
        };
        queue.set_listeners(handlers)?;
        Ok(queue)
    }

    /// Adds a task inside the caller's transaction. After the commit the caller calls [`Queue::wake`].
    pub async fn publish<T: Task>(&self, conn: &impl ConnectionTrait, task: &T) -> Result<()> {
        self.publish_at(conn, task, self.clock.now()).await
    }

    /// Adds a task that runs at a later time.
    pub async fn publish_at<T: Task>(
        &self,
        conn: &impl ConnectionTrait,
        task: &T,
        at: DateTime<Utc>,
    ) -> Result<()> {
        let payload = serde_json::to_value(task).map_err(Error::internal)?;
        let mut row = self.row(T::KIND, payload, &task.owner());
        (row.lane, row.merge_key, row.run_at) = (Set(task.lane()), Set(task.merge_key()), Set(at));
        Ok(row::add(conn, [row]).await?)
    }

    /// Adds a task for each listener of this fact inside the caller's transaction, and returns their number; a fact without listeners adds
    /// nothing. After the commit the caller calls [`Queue::wake`].
    pub async fn announce<T: Fact>(&self, conn: &impl ConnectionTrait, fact: &T) -> Result<usize> {
        let listeners = self.listeners.get().ok_or_else(|| {
            Error::internal("a fact was announced before its listeners were registered")
        })?;
        let (lane, owner) = (fact.lane(), fact.owner());
        let payload = serde_json::to_value(fact).map_err(Error::internal)?;
        let listeners = listeners.of(T::KIND);
        let rows = listeners.iter().map(|listener| {
            let mut row = self.row(T::KIND, payload.clone(), &owner);
            row.listener = Set(Some((*listener).to_owned()));
            row.lane = Set(lane.as_deref().map(|lane| lane_of(listener, lane)));
            row
        });
        row::add(conn, rows).await?;
        Ok(listeners.len())
    }

    /// A new row that is due now and in no lane.
    fn row(&self, kind: &str, payload: serde_json::Value, owner: &Owner) -> row::ActiveModel {
        let now = self.clock.now();
        row::ActiveModel {
            id: Set(TaskId(self.clock.new_id())),
            kind: Set(kind.to_owned()),
            listener: Set(None),
            owner: Set(owner.column()),
            lane: Set(None),
            merge_key: Set(None),
            payload: Set(payload),
            run_at: Set(now),
            lease_until: Set(None),
            lease_id: Set(None),
            attempts: Set(0),
            last_error: Set(None),
            failed_at: Set(None),
            created_at: Set(now),
        }
    }

    /// Wakes a worker for a new task.
    pub async fn wake(&self) {
        self.wake_for(1).await;
    }

    /// Wakes a worker for each new task. The other instances are signalled only if all workers of this one are busy; a task whose wake-up
    /// is lost waits for the next poll.
    pub async fn wake_for(&self, tasks: usize) {
        if !self.wakeups.wake(tasks) {
            self.bus.signal_others(TOPIC).await;
        }
    }

    /// The number of waiting tasks and of those set aside.
    pub async fn depth(&self) -> Result<Depth> {
        let count = |failed| row::count(self.db.conn(), failed);
        Ok(Depth {
            waiting: count(false).await?,
            failed: count(true).await?,
        })
    }

    /// Makes every task that was set aside due again, with its attempts reset.
    pub async fn revive(&self) -> Result<u64> {
        let revived = row::revive(self.db.conn(), self.clock.now()).await?;
        self.wake_for(usize::try_from(revived).unwrap_or(usize::MAX))
            .await;
        Ok(revived)
    }

    /// Deletes all tasks of these owners inside the caller's transaction, without running them.
    pub async fn forget(&self, conn: &impl ConnectionTrait, owners: &[Owner]) -> Result<u64> {
        let owners: Vec<String> = owners.iter().filter_map(Owner::column).collect();
        Ok(row::forget(conn, &owners).await?)
    }
}

/// The lane of one listener: a listener that fails delays its own tasks only.
fn lane_of(listener: &str, lane: &str) -> String {
    format!("{listener}:{lane}")
}
