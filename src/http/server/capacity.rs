//! How many connections may be open at once. Each takes a descriptor and memory, so there is an end; and because the process needs
//! descriptors for its own work, too, the end is nearer where it has been given few.

use std::{sync::Arc, time::Duration};

use tokio::{
    net::TcpStream,
    sync::{OwnedSemaphorePermit, Semaphore},
    time::Instant,
};

use super::close;
use crate::platform::process_tasks::ProcessTasks;

/// Descriptors for all that is no connection of a client: database, Redis, files, boards, and those who are turned away.
const OTHERS: usize = 128;
/// How many are turned away with a word at once; whoever comes then is only closed.
const TURNED_AWAY_MAX: usize = 32;
/// How often the log says that there is no room.
const TELL_EVERY: Duration = Duration::from_mins(1);

/// Room for connections.
pub(super) struct Capacity {
    places: Arc<Semaphore>,
    turns: Arc<Semaphore>,
}

/// The place of a connection, which is free again when this is dropped.
pub(super) type Place = OwnedSemaphorePermit;

impl Capacity {
    /// Room for as many as configured, or for as many as there are descriptors.
    pub(super) fn new(wanted: usize) -> Self {
        let room = descriptors().map_or(wanted, |all| wanted.min(all.saturating_sub(OTHERS).max(1)));
        if room < wanted {
            tracing::info!(
                connections = room,
                wanted,
                "there are descriptors for fewer connections than http.connections_max; raise `ulimit -n`"
            );
        }
        Self { places: Arc::new(Semaphore::new(room)), turns: Arc::new(Semaphore::new(TURNED_AWAY_MAX)) }
    }

    /// A place, if one is free.
    pub(super) fn place(&self) -> Option<Place> {
        Arc::clone(&self.places).try_acquire_owned().ok()
    }

    /// Tells a client that there is no room, unless many are being told just now.
    pub(super) fn turn_away(&self, stream: TcpStream, background: &ProcessTasks, behind_tls: bool) {
        if let Ok(turn) = Arc::clone(&self.turns).try_acquire_owned() {
            background.spawn(async move {
                close::turn_away(stream, behind_tls).await;
                drop(turn);
            });
        }
    }
}

/// Says in the log that there is no room, but not for each who comes.
#[derive(Default)]
pub(super) struct Fullness(Option<Instant>);

impl Fullness {
    pub(super) fn tell(&mut self) {
        let now = Instant::now();
        if self.0.is_none_or(|told| now >= told + TELL_EVERY) {
            tracing::warn!("as many connections are open as may be (http.connections_max); others are turned away");
            self.0 = Some(now);
        }
    }
}

/// How many descriptors this process may have, where the system says so.
fn descriptors() -> Option<usize> {
    soft_limit(&std::fs::read_to_string("/proc/self/limits").ok()?)
}

fn soft_limit(limits: &str) -> Option<usize> {
    limits.lines().find_map(|line| line.strip_prefix("Max open files"))?.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::soft_limit;

    #[test]
    fn the_limit_is_the_soft_one() {
        for (line, expected) in [
            ("Max open files            1024                 524288               files     ", Some(1_024)),
            ("Max open files            unlimited            unlimited            files     ", None),
            ("Max processes             1                    2                    processes ", None),
            ("", None),
        ] {
            assert_eq!(soft_limit(&format!("Limit  Soft Limit  Hard Limit  Units\n{line}\n")), expected, "{line}");
        }
    }
}
