//! The levels that other instances have announced, so that a key that was used elsewhere is known here before its first request.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use super::{
    level::{KEYS_MAX, WINDOW_MICROS},
    script,
};
use crate::platform::{bus::Bus, process_tasks::ProcessTasks, redis::Connection};

/// The topic of announced levels.
const TOPIC: &str = "budgets";
/// The interval at which announcements are read whose signals were lost.
const POLL: Duration = Duration::from_secs(10);
/// The pause between two reads, so that many announcements are read at once.
const PAUSE: Duration = Duration::from_millis(10);

/// The announced levels and the clock of this process.
#[derive(Clone)]
pub(super) struct AnnouncedLevels(Arc<Inner>);

struct Inner {
    born: Instant,
    levels: Mutex<Levels>,
    /// Number of changes of `levels`.
    changes: AtomicU64,
}

/// Times of named keys, in microseconds of this process's clock.
#[derive(Default)]
struct Levels {
    /// When the limit of a key will be full.
    full_at: HashMap<String, f64>,
    /// Until when an announcement of a key may be from before it was forgotten.
    forgotten: HashMap<String, f64>,
}

impl AnnouncedLevels {
    /// Nothing was heard yet.
    pub(super) fn new() -> Self {
        Self(Arc::new(Inner {
            born: Instant::now(),
            levels: Mutex::default(),
            changes: AtomicU64::new(0),
        }))
    }

    /// Reads announcements for as long as the process runs.
    pub(super) fn follow(&self, redis: Connection, bus: &Bus, background: &ProcessTasks) {
        let (announced, watched) = (self.clone(), background.clone());
        let mut signals = bus.listen(TOPIC);
        background.spawn(async move {
            let following = async {
                let mut after = None;
                loop {
                    announced.read(&redis, &mut after).await;
                    signals.wait(POLL).await;
                    tokio::time::sleep(PAUSE).await;
                }
            };
            tokio::select! { () = watched.stopping() => {}, () = following => {} }
        });
    }

    /// Tells all instances that there are announcements.
    pub(super) async fn signal(bus: &Bus) {
        bus.signal(TOPIC).await;
    }

    /// The time in microseconds since the start of this process.
    pub(super) fn now(&self) -> f64 {
        self.0.born.elapsed().as_secs_f64() * 1_000_000.0
    }

    /// A number that changes with the levels.
    pub(super) fn changes(&self) -> u64 {
        self.0.changes.load(Ordering::Acquire)
    }

    /// When the limit of this key will be full, if it was announced.
    pub(super) fn full_at(&self, name: &str) -> Option<f64> {
        self.levels().full_at.get(name).copied()
    }

    /// Forgets a key, and does not hear of it while announcements may be of the time before: as long as they are read, two windows.
    pub(super) fn forget(&self, name: &str) {
        let until = self.now() + 2.0 * WINDOW_MICROS;
        let mut levels = self.levels();
        levels.full_at.remove(name);
        levels.forgotten.insert(name.to_owned(), until);
    }

    /// Drops the levels of limits that are full again.
    pub(super) fn tidy(&self) {
        self.levels().drop_before(self.now());
    }

    async fn read(&self, redis: &Connection, after: &mut Option<String>) {
        while let Some(announced) = script::read(redis, after.as_deref()).await {
            let count = announced.debts.len();
            if let Some(last) = announced.last {
                *after = Some(last);
                self.note(announced.debts);
            }
            if count < script::READ_MAX {
                return;
            }
        }
    }

    fn note(&self, debts: Vec<(String, f64)>) {
        let now = self.now();
        let mut levels = self.levels();
        if levels.full_at.len() >= KEYS_MAX {
            levels.drop_before(now);
        }
        for (name, debt) in debts {
            if debt > 0.0 && levels.takes(&name, now) {
                levels.full_at.insert(name, now + debt);
            }
        }
        drop(levels);
        self.0.changes.fetch_add(1, Ordering::Release);
    }

    fn levels(&self) -> MutexGuard<'_, Levels> {
        self.0.levels.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Levels {
    /// True if there is room for the key, and it was not forgotten of late.
    fn takes(&self, name: &str, now: f64) -> bool {
        let has_room = self.full_at.len() < KEYS_MAX || self.full_at.contains_key(name);
        let is_forgotten = self.forgotten.get(name).is_some_and(|until| *until > now);
        has_room && !is_forgotten
    }

    fn drop_before(&mut self, now: f64) {
        self.full_at.retain(|_, full_at| *full_at > now);
        self.forgotten.retain(|_, until| *until > now);
    }
}

#[cfg(test)]
mod tests {
    use super::AnnouncedLevels;

    #[test]
    fn what_was_announced_before_a_key_was_forgotten_does_not_bring_it_back() {
        let announced = AnnouncedLevels::new();
        let debts = |name: &str| vec![(name.to_owned(), 60_000_000.0)];
        announced.note(debts("ada"));
        assert!(announced.full_at("ada").is_some());
        announced.forget("ada");
        announced.note(debts("ada"));
        announced.note(debts("bo"));
        assert_eq!(announced.full_at("ada"), None);
        assert!(announced.full_at("bo").is_some());
    }
}
