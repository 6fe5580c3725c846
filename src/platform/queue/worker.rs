//! Claims tasks and runs their handlers: immediately when woken for a new task, otherwise every `queue.poll_ms`. A worker that completes a
//! task claims the next one, until none is due. A lease is short and renewed while the handler runs, so that the task of a killed worker is
//! soon taken over.

use std::{
    panic::AssertUnwindSafe,
    time::{Duration, Instant},
};

use chrono::TimeDelta;
use futures_util::FutureExt;
use sea_orm::ActiveValue::Set;
use tracing::Instrument;

use super::{
    Failure, Handlers, Owner, Queue, TOPIC,
    claim::{self, Claim},
    handlers::Plan,
    lane_of,
    row::{self, TaskUpdate},
};
use crate::{
    error::{Error, Result},
    platform::{db::within, process_tasks::ProcessTasks},
};

/// The longest pause between two attempts.
const PAUSE_MAX_SECS: i64 = 600;
/// Renewals during one lease: one or two may fail without losing it.
const RENEWALS: u32 = 3;

/// How a handler ended.
type Ended = std::result::Result<(), Failure>;

/// A task that this process holds.
struct Claimed {
    row: row::Model,
    /// When it was claimed, at the latest.
    at: Instant,
}

impl Queue {
    /// Starts workers; they stop between two tasks.
    pub fn work(&self, workers: usize, handlers: &Handlers, background: &ProcessTasks) {
        self.wakeups.add_workers(workers);
        for _ in 0..workers {
            let (queue, handlers, watched) = (self.clone(), handlers.clone(), background.clone());
            background.spawn(async move { queue.work_until_stopped(&handlers, &watched).await });
        }
        let (queue, watched) = (self.clone(), background.clone());
        background.spawn(async move {
            tokio::select! { () = queue.poll() => {}, () = watched.stopping() => {} }
        });
    }

    /// Wakes one worker at each signal of another instance, and every `queue.poll_ms`.
    async fn poll(&self) {
        let mut signals = self.bus.listen(TOPIC);
        loop {
            signals
                .wait(Duration::from_millis(self.config.poll_ms))
                .await;
            self.wakeups.wake(1);
        }
    }

    /// Runs all due tasks, including those that become due meanwhile; returns their number. For commands and tests.
    pub async fn run_due(&self, handlers: &Handlers) -> Result<u64> {
        self.run_while(handlers, || true).await
    }

    async fn work_until_stopped(&self, handlers: &Handlers, background: &ProcessTasks) {
        let poll = Duration::from_millis(self.config.poll_ms);
        while !background.is_stopping() {
            match self.run_while(handlers, || !background.is_stopping()).await {
                Ok(_) => {
                    tokio::select! { () = self.wakeups.wait() => {}, () = background.stopping() => {} }
                }
                Err(error) => {
                    tracing::warn!(%error, "the queue cannot be read");
                    tokio::select! { () = tokio::time::sleep(poll) => {}, () = background.stopping() => {} }
                }
            }
        }
    }

    /// Runs due tasks, one after the other, until none is due or `more` is false; returns their number.
    async fn run_while(&self, handlers: &Handlers, more: impl Fn() -> bool) -> Result<u64> {
        let mut ran = 0;
        let mut next = self.claim().await?;
        while let Some(task) = next {
            let ended = self.run(handlers, &task).await?;
            ran += 1;
            next = match ended {
                Some(Ok(())) if more() => self.complete(&task.row).await?,
                ended => {
                    self.record(&task.row, ended).await?;
                    if more() { self.claim().await? } else { None }
                }
            };
        }
        Ok(ran)
    }

    /// Claims and runs one task; `false` if none is due. For commands and tests.
    pub async fn run_next(&self, handlers: &Handlers) -> Result<bool> {
        let Some(task) = self.claim().await? else {
            return Ok(false);
        };
        let ended = self.run(handlers, &task).await?;
        self.record(&task.row, ended).await?;
        Ok(true)
    }

    /// Runs a task; returns how it ended, or `None` if nothing is left to record.
    async fn run(&self, handlers: &Handlers, claimed: &Claimed) -> Result<Option<Ended>> {
        let (lease, task) = (self.lease(), &claimed.row);
        if task.attempts > self.config.max_attempts {
            // The last attempt was never completed: its worker died.
            tracing::error!(kind = task.kind, id = %task.id, "task set aside: all its workers died");
            let why = "All workers that ran it died before it ended.";
            let at = self.clock.now();
            within(lease, self.write(task, TaskUpdate::SetAside { at, why })).await?;
            return Ok(None);
        }
        if let Some(Plan::Split(listeners)) = handlers.plan(&task.kind, task.listener.as_deref()) {
            within(lease, self.split(task, &listeners)).await?;
            return Ok(None);
        }
        async {
            let limit = Duration::from_secs(self.config.task_secs);
            let handle = tokio::time::timeout(limit, Self::handle(handlers, task));
            let ended = tokio::select! {
                ended = handle => ended.unwrap_or_else(|_| Err(Failure::Retry(Error::internal("the task did not end in time")))),
                () = self.keep_lease(task, claimed.at + lease) => {
                    tracing::warn!("the lease of a task was lost; another worker takes it over");
                    self.measure(handlers, task, "lost", claimed.at.elapsed());
                    return Ok(None);
                }
            };
            self.measure(handlers, task, self.outcome(task, &ended), claimed.at.elapsed());
            Ok(Some(ended))
        }
        .instrument(span_of(task))
        .await
    }

    const fn lease(&self) -> Duration {
        Duration::from_secs(self.config.lease_secs.unsigned_abs())
    }

    async fn claim(&self) -> Result<Option<Claimed>> {
        let at = Instant::now();
        let claiming = async { Ok(claim::next(self.db.conn(), self.new_claim()).await?) };
        let row = within(self.lease(), claiming).await?;
        Ok(row.map(|row| Claimed { row, at }))
    }

    /// Records that a task is done, and claims the next one.
    async fn complete(&self, task: &row::Model) -> Result<Option<Claimed>> {
        let at = Instant::now();
        let completing =
            async { Ok(claim::complete(self.db.conn(), task, self.new_claim()).await?) };
        let completed = within(self.lease(), completing).await?;
        if !completed.held {
            warn_of_lost_lease();
        }
        Ok(completed.next.map(|row| Claimed { row, at }))
    }

    fn new_claim(&self) -> Claim {
        let now = self.clock.now();
        Claim {
            now,
            lease_until: now + TimeDelta::seconds(self.config.lease_secs),
            lease_id: self.clock.new_id(),
        }
    }

    /// Renews the lease of a task periodically; ends when the lease is lost: another worker has the task, it was erased, or renewing
    /// failed for the length of a lease.
    async fn keep_lease(&self, task: &row::Model, mut held_until: Instant) {
        let pause = self.lease() / RENEWALS;
        loop {
            tokio::time::sleep(pause).await;
            let asked_at = Instant::now();
            let until = self.clock.now() + TimeDelta::seconds(self.config.lease_secs);
            let renewed = async {
                Ok(
                    row::update_if_held(self.db.conn(), task, TaskUpdate::Renewed { until })
                        .await?,
                )
            };
            match within(pause, renewed).await {
                Ok(true) => held_until = asked_at + self.lease(),
                Ok(false) => return,
                Err(error) => {
                    tracing::warn!(%error, "a lease could not be renewed");
                    if held_until <= Instant::now() {
                        return;
                    }
                }
            }
        }
    }

    async fn handle(handlers: &Handlers, task: &row::Model) -> Ended {
        let Some(Plan::Run(handler)) = handlers.plan(&task.kind, task.listener.as_deref()) else {
            let of = task.listener.as_deref().unwrap_or("this version");
            return Err(Failure::GiveUp(Error::internal(format!(
                "nothing handles {} for {of}",
                task.kind
            ))));
        };
        // A panic is a bug of the handler; it must not stop the worker.
        AssertUnwindSafe(async { handler(task.payload.clone()).await })
            .catch_unwind()
            .await
            .unwrap_or_else(|_| Err(Failure::Retry(Error::internal("the handler panicked"))))
    }

    /// Replaces the single row of a fact, as older versions wrote it, by one row for each listener.
    async fn split(&self, task: &row::Model, listeners: &[&'static str]) -> Result<()> {
        let tx = self.db.begin().await?;
        if !row::update_if_held(&tx, task, TaskUpdate::Done).await? {
            return Ok(());
        }
        let rows = listeners.iter().map(|listener| {
            let mut row = self.row(&task.kind, task.payload.clone(), &Owner::Server);
            row.listener = Set(Some((*listener).to_owned()));
            row.owner = Set(task.owner.clone());
            row.lane = Set(task.lane.as_deref().map(|lane| lane_of(listener, lane)));
            row.created_at = Set(task.created_at);
            row
        });
        row::add(&tx, rows).await?;
        tx.commit().await?;
        Ok(())
    }

    const fn outcome(&self, task: &row::Model, ended: &Ended) -> &'static str {
        match ended {
            Ok(()) => "done",
            Err(Failure::Retry(_)) if task.attempts < self.config.max_attempts => "again",
            Err(_) => "set_aside",
        }
    }

    /// Measures a task. Its kind may be unknown, if a newer version wrote it.
    fn measure(
        &self,
        handlers: &Handlers,
        task: &row::Model,
        outcome: &'static str,
        took: Duration,
    ) {
        let kind = handlers.known_kind(&task.kind).unwrap_or("unknown");
        self.metrics.task(kind, outcome, took);
    }

    /// Records how a task ended; nothing if that is done already.
    async fn record(&self, task: &row::Model, ended: Option<Ended>) -> Result<()> {
        match ended {
            Some(ended) => {
                let noting = within(self.lease(), self.note(task, ended));
                noting.instrument(span_of(task)).await
            }
            None => Ok(()),
        }
    }

    async fn note(&self, task: &row::Model, ended: Ended) -> Result<()> {
        let (error, hopeless) = match ended {
            Ok(()) => return self.write(task, TaskUpdate::Done).await,
            Err(Failure::Retry(error)) => (error, task.attempts >= self.config.max_attempts),
            Err(Failure::GiveUp(error)) => (error, true),
        };
        let (now, why) = (self.clock.now(), error.message());
        if hopeless {
            tracing::error!(%error, "task set aside");
            return self
                .write(task, TaskUpdate::SetAside { at: now, why })
                .await;
        }
        let pause = (1_i64 << task.attempts.clamp(0, 12)).min(PAUSE_MAX_SECS);
        tracing::warn!(%error, pause_secs = pause, "task failed and will be tried again");
        self.write(
            task,
            TaskUpdate::Retry {
                at: now + TimeDelta::seconds(pause),
                why,
            },
        )
        .await
    }

    /// Records the end of a task, unless its lease was lost and another worker has it.
    async fn write(&self, task: &row::Model, note: TaskUpdate<'_>) -> Result<()> {
        if !row::update_if_held(self.db.conn(), task, note).await? {
            warn_of_lost_lease();
        }
        Ok(())
    }

    /// The time at which the next waiting task may run; for tests and `doctor`.
    pub async fn next_run_at(&self) -> Result<Option<chrono::DateTime<chrono::Utc>>> {
        Ok(row::next_run_at(self.db.conn()).await?)
    }
}

fn span_of(task: &row::Model) -> tracing::Span {
    tracing::info_span!("task", kind = task.kind, listener = task.listener, id = %task.id, attempt = task.attempts)
}

fn warn_of_lost_lease() {
    tracing::warn!("a task ended after its lease was lost; its result is not recorded");
}
