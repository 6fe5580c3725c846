//! Durable tasks in the database. A task is published inside the transaction of the change that causes it, so both happen or
//! neither. A task may run twice (a worker may die after the work and before the note of it): handlers are idempotent.
//! Tasks of one lane run one after the other, in the order they were published.
//!
//! A worker holds its task by a short lease, which it renews while the handler runs. When the worker dies, another takes the task over as
//! soon as the lease has run out; a worker that lost its lease stops, and its result is not written.

use std::{collections::HashMap, future::Future, pin::Pin, sync::Arc};

use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ConnectionTrait};
use serde::{Serialize, de::DeserializeOwned};

use super::{bus::Bus, clock::Clock, db::Db, metrics::Metrics};
use crate::{
    config,
    error::{Error, Result},
    types::id::TaskId,
};

mod claim;
pub mod depth;
mod owner;
mod row;
mod worker;

pub use self::{depth::Depth, owner::Owner};

/// The topic that wakes workers.
const TOPIC: &str = "queue";

/// Work to be done later, or a fact that others act on.
pub trait Task: Serialize + DeserializeOwned + Send + 'static {
    /// The name on the wire; never reused for another shape.
    const KIND: &'static str;
    /// Whose it is: an erasure of the owner deletes it, unrun. Without a default, so that each kind of task decides.
    fn owner(&self) -> Owner;
    /// Tasks of one lane keep their order; `None` runs whenever.
    fn lane(&self) -> Option<String> {
        None
    }
    /// Of several waiting tasks with the same key, one is enough.
    fn merge_key(&self) -> Option<String> {
        None
    }
}

/// How a handler ends that did not succeed.
#[derive(Debug)]
pub enum Failure {
    /// It may work later.
    Retry(Error),
    /// It never will.
    GiveUp(Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Retry(error)
    }
}

type Running = Pin<Box<dyn Future<Output = std::result::Result<(), Failure>> + Send>>;
type Handler = Arc<dyn Fn(serde_json::Value) -> Running + Send + Sync>;

/// Who handles what. A kind may have several handlers; if one fails, all run again.
#[derive(Clone, Default)]
pub struct Handlers(HashMap<&'static str, Vec<Handler>>);

impl Handlers {
    /// Adds a handler for one kind of task.
    pub fn on<T, F>(&mut self, handler: impl Fn(T) -> F + Send + Sync + 'static)
    where
        T: Task,
        F: Future<Output = std::result::Result<(), Failure>> + Send + 'static,
    {
        self.on_kind(T::KIND, handler);
    }

    /// Adds a handler for tasks of a kind that is not published any more.
    pub fn on_kind<T, F>(
        &mut self,
        kind: &'static str,
        handler: impl Fn(T) -> F + Send + Sync + 'static,
    ) where
        T: DeserializeOwned + Send + 'static,
        F: Future<Output = std::result::Result<(), Failure>> + Send + 'static,
    {
        let handler = Arc::new(handler);
        let erased: Handler = Arc::new(move |payload| {
            let handler = Arc::clone(&handler);
            Box::pin(async move {
                let task = serde_json::from_value(payload)
                    .map_err(|cause| Failure::GiveUp(Error::internal(cause)))?;
                handler(task).await
            })
        });
        self.0.entry(kind).or_default().push(erased);
    }
}

/// The queue.
#[derive(Clone)]
pub struct Queue {
    db: Db,
    bus: Bus,
    clock: Clock,
    config: config::Queue,
    metrics: Metrics,
}

impl Queue {
    /// A queue in this database.
    #[must_use]
    pub const fn new(
        db: Db,
        bus: Bus,
        clock: Clock,
        config: config::Queue,
        metrics: Metrics,
    ) -> Self {
        Self {
            db,
            bus,
            clock,
            config,
            metrics,
        }
    }

    /// Adds a task inside the caller's transaction. After the commit the caller calls [`Queue::wake`].
    pub async fn publish<T: Task>(&self, conn: &impl ConnectionTrait, task: &T) -> Result<()> {
        self.publish_at(conn, task, self.clock.now()).await
    }

    /// The same, to be run at a later time.
    pub async fn publish_at<T: Task>(
        &self,
        conn: &impl ConnectionTrait,
        task: &T,
        at: DateTime<Utc>,
    ) -> Result<()> {
        let row = row::ActiveModel {
            id: Set(TaskId(self.clock.new_id())),
            kind: Set(T::KIND.to_owned()),
            owner: Set(task.owner().column()),
            lane: Set(task.lane()),
            merge_key: Set(task.merge_key()),
            payload: Set(serde_json::to_value(task).map_err(Error::internal)?),
            run_at: Set(at),
            lease_until: Set(None),
            lease_id: Set(None),
            attempts: Set(0),
            last_error: Set(None),
            failed_at: Set(None),
            created_at: Set(self.clock.now()),
        };
        Ok(row::add(conn, row).await?)
    }

    /// Tells the workers that there is something new.
    pub async fn wake(&self) {
        self.bus.signal(TOPIC).await;
    }

    /// How many tasks wait, and how many were set aside.
    pub async fn depth(&self) -> Result<Depth> {
        let count = |failed| row::count(self.db.conn(), failed);
        Ok(Depth {
            waiting: count(false).await?,
            failed: count(true).await?,
        })
    }

    /// Gives every task that was set aside a fresh start.
    pub async fn revive(&self) -> Result<u64> {
        let revived = row::revive(self.db.conn(), self.clock.now()).await?;
        self.wake().await;
        Ok(revived)
    }

    /// Deletes inside the caller's transaction, unrun, every task of these owners and no other.
    pub async fn forget(&self, conn: &impl ConnectionTrait, owners: &[Owner]) -> Result<u64> {
        let owners: Vec<String> = owners.iter().filter_map(Owner::column).collect();
        Ok(row::forget(conn, &owners).await?)
    }
}
