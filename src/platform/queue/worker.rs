//! Claims tasks and runs their handlers: immediately on a signal, otherwise every `queue.poll_ms`. A lease is short and renewed while the
//! handler runs, so that the task of a killed worker is soon taken over.

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
    row::{self, Note},
};
use crate::{
    error::{Error, Result},
    platform::{db::within, process_tasks::ProcessTasks},
};

/// The longest pause between two attempts.
const PAUSE_MAX_SECS: i64 = 600;
/// Renewals during one lease: one or two may fail without losing it.
const RENEWALS: u32 = 3;

impl Queue {
    /// Starts workers; they stop between two tasks.
    pub fn work(&self, workers: usize, handlers: &Handlers, background: &ProcessTasks) {
        for _ in 0..workers {
            let (queue, handlers, watched) = (self.clone(), handlers.clone(), background.clone());
            background.spawn(async move { queue.work_until_stopped(&handlers, &watched).await });
        }
    }

    /// Runs all due tasks, including those that become due meanwhile; returns their number. For commands and tests.
    pub async fn run_due(&self, handlers: &Handlers) -> Result<u64> {
        let mut ran = 0;
        while self.run_next(handlers).await? {
            ran += 1;
        }
        Ok(ran)
    }

    async fn work_until_stopped(&self, handlers: &Handlers, background: &ProcessTasks) {
        let mut signals = self.bus.listen(TOPIC);
        let poll = Duration::from_millis(self.config.poll_ms);
        while !background.is_stopping() {
            match self.run_next(handlers).await {
                Ok(true) => {}
                Ok(false) => {
                    tokio::select! { () = signals.wait(poll) => {}, () = background.stopping() => {} }
                }
                Err(error) => {
                    tracing::warn!(%error, "the queue cannot be read");
                    tokio::select! { () = tokio::time::sleep(poll) => {}, () = background.stopping() => {} }
                }
            }
        }
    }

    /// Claims and runs one task; `false` if none is due. A worker's step; public for commands and tests.
    pub async fn run_next(&self, handlers: &Handlers) -> Result<bool> {
        let (lease, claimed_at) = (self.lease(), Instant::now());
        let Some(task) = within(lease, self.claim()).await? else {
            return Ok(false);
        };
        if task.attempts > self.config.max_attempts {
            // The last attempt was never completed: its worker died.
            tracing::error!(kind = task.kind, id = %task.id, "task set aside: all its workers died");
            let why = "All workers that ran it died before it ended.";
            within(
                lease,
                self.write(
                    &task,
                    Note::SetAside {
                        at: self.clock.now(),
                        why,
                    },
                ),
            )
            .await?;
            return Ok(true);
        }
        if let Some(Plan::Split(listeners)) = handlers.plan(&task.kind, task.listener.as_deref()) {
            within(lease, self.split(&task, &listeners)).await?;
            return Ok(true);
        }
        let span = tracing::info_span!("task", kind = task.kind, listener = task.listener, id = %task.id, attempt = task.attempts);
        async {
            let limit = Duration::from_secs(self.config.task_secs);
            let handle = tokio::time::timeout(limit, Self::handle(handlers, &task));
            let ended = tokio::select! {
                ended = handle => ended.unwrap_or_else(|_| Err(Failure::Retry(Error::internal("the task did not end in time")))),
                () = self.keep_lease(&task, claimed_at + lease) => {
                    tracing::warn!("the lease of a task was lost; another worker takes it over");
                    self.measure(handlers, &task, "lost", claimed_at.elapsed());
                    return Ok(());
                }
            };
            self.measure(handlers, &task, self.outcome(&task, &ended), claimed_at.elapsed());
            within(lease, self.note(&task, ended)).await
        }
        .instrument(span)
        .await?;
        Ok(true)
    }

    const fn lease(&self) -> Duration {
        Duration::from_secs(self.config.lease_secs.unsigned_abs())
    }

    async fn claim(&self) -> Result<Option<row::Model>> {
        let now = self.clock.now();
        let lease_until = now + TimeDelta::seconds(self.config.lease_secs);
        Ok(claim::next(
            self.db.conn(),
            Claim {
                now,
                lease_until,
                lease_id: self.clock.new_id(),
            },
        )
        .await?)
    }

    /// Renews the lease of a task periodically; ends when the lease is lost: another worker has the task, it was erased, or renewing
    /// failed for the length of a lease.
    async fn keep_lease(&self, task: &row::Model, mut held_until: Instant) {
        let pause = self.lease() / RENEWALS;
        loop {
            tokio::time::sleep(pause).await;
            let asked_at = Instant::now();
            let until = self.clock.now() + TimeDelta::seconds(self.config.lease_secs);
            let renewed =
                async { Ok(row::note(self.db.conn(), task, Note::Renewed { until }).await?) };
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

    async fn handle(handlers: &Handlers, task: &row::Model) -> std::result::Result<(), Failure> {
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
        if !row::note(&tx, task, Note::Done).await? {
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

    const fn outcome(
        &self,
        task: &row::Model,
        ended: &std::result::Result<(), Failure>,
    ) -> &'static str {
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

    async fn note(&self, task: &row::Model, ended: std::result::Result<(), Failure>) -> Result<()> {
        let (error, hopeless) = match ended {
            Ok(()) => return self.write(task, Note::Done).await,
            Err(Failure::Retry(error)) => (error, task.attempts >= self.config.max_attempts),
            Err(Failure::GiveUp(error)) => (error, true),
        };
        let (now, why) = (self.clock.now(), error.message());
        if hopeless {
            tracing::error!(%error, "task set aside");
            return self.write(task, Note::SetAside { at: now, why }).await;
        }
        let pause = (1_i64 << task.attempts.clamp(0, 12)).min(PAUSE_MAX_SECS);
        tracing::warn!(%error, pause_secs = pause, "task failed and will be tried again");
        self.write(
            task,
            Note::Retry {
                at: now + TimeDelta::seconds(pause),
                why,
            },
        )
        .await
    }

    /// Records the end of a task, unless its lease was lost and another worker has it.
    async fn write(&self, task: &row::Model, note: Note<'_>) -> Result<()> {
        if !row::note(self.db.conn(), task, note).await? {
            tracing::warn!("a task ended after its lease was lost; its result is not recorded");
        }
        Ok(())
    }

    /// The time at which the next waiting task may run; for tests and `doctor`.
    pub async fn next_run_at(&self) -> Result<Option<chrono::DateTime<chrono::Utc>>> {
        Ok(row::next_run_at(self.db.conn()).await?)
    }
}
