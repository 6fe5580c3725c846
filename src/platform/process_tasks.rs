//! Tracked tasks: everything that runs beside a request is known here, told to stop, and waited for.

use std::{future::Future, time::Duration};

use crate::error::{Error, Result};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// Runs work that computes for long where it holds up nobody else.
pub async fn off_reactor<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(Error::internal)
}

/// The tasks of this process.
#[derive(Clone, Default)]
pub struct ProcessTasks {
    tracker: TaskTracker,
    stop: CancellationToken,
}

impl ProcessTasks {
    /// Starts a tracked task. It should watch [`ProcessTasks::stopping`] if it runs for long.
    pub fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        #[expect(
            clippy::disallowed_methods,
            reason = "this is the one place that spawns, and it tracks"
        )]
        drop(self.tracker.spawn(task));
    }

    /// Completes when the process is told to stop.
    pub async fn stopping(&self) {
        self.stop.cancelled().await;
    }

    /// Whether the process was told to stop.
    #[must_use]
    pub fn is_stopping(&self) -> bool {
        self.stop.is_cancelled()
    }

    /// Tells every task to stop.
    pub fn stop(&self) {
        self.stop.cancel();
    }

    /// Waits until every task has ended, but not longer than `limit`; says whether all did.
    pub async fn drained(&self, limit: Duration) -> bool {
        self.tracker.close();
        tokio::time::timeout(limit, self.tracker.wait())
            .await
            .is_ok()
    }
}
