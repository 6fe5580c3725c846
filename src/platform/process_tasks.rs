//! Tracked background tasks: every task outside of a request is tracked, told to stop, and awaited.

use std::{future::Future, time::Duration};

use crate::error::{Error, Result};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// Runs long computations on a blocking thread, so that they do not delay async tasks.
pub async fn off_reactor<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(Error::internal)
}

/// The background tasks of this process.
#[derive(Clone, Default)]
pub struct ProcessTasks {
    tracker: TaskTracker,
    stop: CancellationToken,
}

impl ProcessTasks {
    /// Spawns a tracked task. A long-running one should watch [`ProcessTasks::stopping`].
    pub fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        #[expect(
            clippy::disallowed_methods,
            reason = "the only place that spawns; it tracks the task"
        )]
        drop(self.tracker.spawn(task));
    }

    /// Completes when the process is told to stop.
    pub async fn stopping(&self) {
        self.stop.cancelled().await;
    }

    /// True if the process was told to stop.
    #[must_use]
    pub fn is_stopping(&self) -> bool {
        self.stop.is_cancelled()
    }

    /// Tells all tasks to stop.
    pub fn stop(&self) {
        self.stop.cancel();
    }

    /// Waits until all tasks have ended, at most for `limit`; returns whether they did.
    pub async fn drained(&self, limit: Duration) -> bool {
        self.tracker.close();
        tokio::time::timeout(limit, self.tracker.wait())
            .await
            .is_ok()
    }
}
