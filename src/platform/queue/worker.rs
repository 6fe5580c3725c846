//! Claims tasks and runs their handlers: on a signal at once, without one every `queue.poll_ms`.

use std::{
    panic::AssertUnwindSafe,
    time::{Duration, Instant},
};

use chrono::TimeDelta;
use futures_util::FutureExt;
use sea_orm::{ActiveValue::Set, ModelTrait};
use tracing::Instrument;

use super::{Failure, Handlers, Queue, TOPIC, row};
use crate::{
    error::{Error, Result},
    platform::{background::Background, db::within},
};

/// The longest pause between two tries.
const PAUSE_MAX_SECS: i64 = 600;
/// Leases after which a task that still runs will not end any more; others have taken it over long ago.
const STUCK: u32 = 10;

impl Queue {
    /// Starts as many workers as asked for; they stop between two tasks.
    pub fn work(&self, workers: usize, handlers: &Handlers, background: &Background) {
        for _ in 0..workers {
            let (queue, handlers, watched) = (self.clone(), handlers.clone(), background.clone());
            background.spawn(async move { queue.work_until_stopped(&handlers, &watched).await });
        }
    }

    /// Runs what is due now, until nothing is left that is due; says how many tasks ran. For commands and tests.
    pub async fn run_due(&self, handlers: &Handlers) -> Result<u64> {
        let mut ran = 0;
        while self.run_next(handlers).await? {
            ran += 1;
        }
        Ok(ran)
    }

    async fn work_until_stopped(&self, handlers: &Handlers, background: &Background) {
        let mut signals = self.bus.listen(TOPIC);
        let poll = Duration::from_millis(self.config.poll_ms);
        while !background.is_stopping() {
            match self.run_next(handlers).await {
                Ok(true) => {}
                Ok(false) => tokio::select! { () = signals.wait(poll) => {}, () = background.stopping() => {} },
                Err(error) => {
                    tracing::warn!(%error, "the queue cannot be read");
                    tokio::select! { () = tokio::time::sleep(poll) => {}, () = background.stopping() => {} }
                }
            }
        }
    }

    /// Claims and runs one task; `false` when nothing is due.
    async fn run_next(&self, handlers: &Handlers) -> Result<bool> {
        let (lease, limit) = (TimeDelta::seconds(self.config.lease_secs), Duration::from_secs(self.config.lease_secs.unsigned_abs()));
        let claim = async { Ok(row::claim(self.db.conn(), self.clock.now(), lease).await?) };
        let Some(task) = within(limit, claim).await? else { return Ok(false) };
        if task.attempts > self.config.max_attempts {
            // The last try never ended: whoever made it was gone before it could say so.
            tracing::error!(kind = task.kind, id = %task.id, "task set aside: no worker survives it");
            within(limit, self.set_aside(task, "Every worker that tried it was gone before it ended.")).await?;
            return Ok(true);
        }
        let span = tracing::info_span!("task", kind = task.kind, id = %task.id, attempt = task.attempts);
        let began = Instant::now();
        let handle = tokio::time::timeout(limit * STUCK, Self::handle(handlers, &task));
        let ended = handle.instrument(span.clone()).await.unwrap_or_else(|_| Err(Failure::Retry(Error::internal("the task did not end"))));
        self.measure(handlers, &task, &ended, began.elapsed());
        within(limit, self.note(task, ended)).instrument(span).await?;
        Ok(true)
    }

    async fn handle(handlers: &Handlers, task: &row::Model) -> std::result::Result<(), Failure> {
        let Some(of_kind) = handlers.0.get(task.kind.as_str()) else {
            return Err(Failure::GiveUp(Error::internal(format!("nobody handles {}", task.kind))));
        };
        for handler in of_kind {
            // A panic is a bug of the handler; it must not take the worker along.
            let ended = AssertUnwindSafe(async { handler(task.payload.clone()).await }).catch_unwind().await;
            ended.unwrap_or_else(|_| Err(Failure::Retry(Error::internal("the handler panicked"))))?;
        }
        Ok(())
    }

    /// Whoever wrote the row may have known kinds that we do not.
    fn measure(&self, handlers: &Handlers, task: &row::Model, ended: &std::result::Result<(), Failure>, took: Duration) {
        let kind = handlers.0.get_key_value(task.kind.as_str()).map_or("unknown", |(kind, _)| *kind);
        let outcome = match ended {
            Ok(()) => "done",
            Err(Failure::Retry(_)) if task.attempts < self.config.max_attempts => "again",
            Err(_) => "set_aside",
        };
        self.metrics.task(kind, outcome, took);
    }

    async fn note(&self, task: row::Model, ended: std::result::Result<(), Failure>) -> Result<()> {
        let (error, hopeless) = match ended {
            Ok(()) => {
                task.delete(self.db.conn()).await?;
                return Ok(());
            }
            Err(Failure::Retry(error)) => (error, task.attempts >= self.config.max_attempts),
            Err(Failure::GiveUp(error)) => (error, true),
        };
        if hopeless {
            tracing::error!(%error, "task set aside");
            return self.set_aside(task, error.message()).await;
        }
        let pause = (1_i64 << task.attempts.clamp(0, 12)).min(PAUSE_MAX_SECS);
        tracing::warn!(%error, pause_secs = pause, "task failed and will be tried again");
        let again = row::ActiveModel {
            id: Set(task.id),
            run_at: Set(self.clock.now() + TimeDelta::seconds(pause)),
            lease_until: Set(None),
            last_error: Set(Some(error.message().to_owned())),
            ..Default::default()
        };
        row::update(self.db.conn(), again).await?;
        Ok(())
    }

    /// When the earliest waiting task may run; for tests and `doctor`.
    pub async fn next_run_at(&self) -> Result<Option<chrono::DateTime<chrono::Utc>>> {
        Ok(row::next_run_at(self.db.conn()).await?)
    }
}
