//! The number of open connections: the configured limit, or less if the process has few file descriptors, some of which it needs
//! itself.

use std::{sync::Arc, time::Duration};

use tokio::{
    net::TcpStream,
    sync::{OwnedSemaphorePermit, Semaphore},
    time::Instant,
};

use super::final_answer;
use crate::platform::process_tasks::ProcessTasks;

/// File descriptors for everything but clients: database, Redis, files, job boards, and connections that are being refused.
const RESERVED_DESCRIPTORS: usize = 128;
/// Maximum concurrent connections that are refused with a response; more are closed without one.
const REFUSING_MAX: usize = 32;
/// Minimum interval between warnings that the limit is reached.
const WARN_EVERY: Duration = Duration::from_mins(1);

/// The capacity for connections.
pub(super) struct Capacity {
    open: Arc<Semaphore>,
    refusing: Arc<Semaphore>,
}

/// One connection's share of the capacity; dropped, it is free again.
pub(super) type ConnectionPermit = OwnedSemaphorePermit;

impl Capacity {
    /// The configured number, or less if there are too few descriptors.
    pub(super) fn new(wanted: usize) -> Self {
        let available = |all: usize| all.saturating_sub(RESERVED_DESCRIPTORS).max(1);
        let connections = descriptors().map_or(wanted, |all| wanted.min(available(all)));
        if connections < wanted {
            tracing::info!(
                connections,
                wanted,
                "fewer file descriptors than http.connections_max needs; raise `ulimit -n`"
            );
        }
        Self {
            open: Arc::new(Semaphore::new(connections)),
            refusing: Arc::new(Semaphore::new(REFUSING_MAX)),
        }
    }

    /// A permit, if one is free.
    pub(super) fn permit(&self) -> Option<ConnectionPermit> {
        Arc::clone(&self.open).try_acquire_owned().ok()
    }

    /// Refuses a connection with a response, unless many are being refused at the moment.
    pub(super) fn refuse(&self, stream: TcpStream, tasks: &ProcessTasks, behind_tls: bool) {
        if let Ok(permit) = Arc::clone(&self.refusing).try_acquire_owned() {
            tasks.spawn(async move {
                final_answer::refuse(stream, behind_tls).await;
                drop(permit);
            });
        }
    }
}

/// Logs that the limit is reached, at most once in [`WARN_EVERY`].
#[derive(Default)]
pub(super) struct FullWarning(Option<Instant>);

impl FullWarning {
    pub(super) fn log(&mut self) {
        let now = Instant::now();
        if self.0.is_none_or(|logged| now >= logged + WARN_EVERY) {
            tracing::warn!(
                "the connection limit (http.connections_max) is reached; further connections are refused"
            );
            self.0 = Some(now);
        }
    }
}

/// The soft limit of file descriptors, if the system reports one.
fn descriptors() -> Option<usize> {
    soft_limit(&std::fs::read_to_string("/proc/self/limits").ok()?)
}

fn soft_limit(limits: &str) -> Option<usize> {
    let line = limits
        .lines()
        .find_map(|line| line.strip_prefix("Max open files"))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::soft_limit;

    #[test]
    fn the_soft_limit_is_read() {
        for (line, expected) in [
            (
                "Max open files            1024                 524288               files     ",
                Some(1_024),
            ),
            (
                "Max open files            unlimited            unlimited            files     ",
                None,
            ),
            (
                "Max processes             1                    2                    processes ",
                None,
            ),
            ("", None),
        ] {
            let limits = format!("Limit  Soft Limit  Hard Limit  Units\n{line}\n");
            assert_eq!(soft_limit(&limits), expected, "{line}");
        }
    }
}
