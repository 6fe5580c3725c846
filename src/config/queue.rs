//! `[queue]`: workers of background tasks.

use serde::Deserialize;

use super::{Checked, within};

/// The section; each key is explained in `config.example.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "config.example.toml documents each key")]
pub struct Queue {
    pub workers: usize,
    pub poll_ms: u64,
    pub lease_secs: i64,
    pub task_secs: u64,
    pub max_attempts: i32,
}

impl Queue {
    pub(super) fn check(&self) -> Checked {
        within("queue.workers", self.workers, 0, 64)?;
        within("queue.poll_ms", self.poll_ms, 10, 60_000)?;
        within("queue.lease_secs", self.lease_secs, 1, 3_600)?;
        within("queue.task_secs", self.task_secs, 1, 86_400)?;
        within("queue.max_attempts", self.max_attempts, 1, 100)
    }
}
