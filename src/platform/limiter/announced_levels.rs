//! The levels that other instances have announced, so that a key that was used elsewhere is known here before its first request.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use super::{level::KEYS_MAX, script};
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
    /// When the limit of a named key will be full, in microseconds of this process's clock.
    levels: Mutex<HashMap<String, f64>>,
    /// Number of changes of `levels`.
    changes: AtomicU64,
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
        self.levels().get(name).copied()
    }

    /// Forgets a key.
    pub(super) fn forget(&self, name: &str) {
        self.levels().remove(name);
    }

    /// Drops the levels of limits that are full again.
    pub(super) fn tidy(&self) {
        let now = self.now();
        self.levels().retain(|_, full_at| *full_at > now);
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
        if levels.len() >= KEYS_MAX {
            levels.retain(|_, full_at| *full_at > now);
        }
        for (name, debt) in debts {
            if debt > 0.0 && (levels.len() < KEYS_MAX || levels.contains_key(&name)) {
                levels.insert(name, now + debt);
            }
        }
        drop(levels);
        self.0.changes.fetch_add(1, Ordering::Release);
    }

    fn levels(&self) -> MutexGuard<'_, HashMap<String, f64>> {
        self.0.levels.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
