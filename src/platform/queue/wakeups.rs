//! Wakes the idle workers of this process, one for each new task.

use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::Semaphore;

/// The workers of this process and their wake-ups. A wake-up that no worker waits for is kept for the next one that is about to wait, so
/// that it looks at the queue once more: the task may have been committed right after it looked.
pub(super) struct Wakeups {
    workers: Mutex<Workers>,
    permits: Semaphore,
}

#[derive(Default)]
struct Workers {
    all: usize,
    /// Those that wait and have no wake-up yet.
    idle: usize,
}

/// A worker that waits.
struct Idle<'a> {
    wakeups: &'a Wakeups,
    is_woken: bool,
}

impl Default for Wakeups {
    fn default() -> Self {
        Self {
            workers: Mutex::default(),
            permits: Semaphore::new(0),
        }
    }
}

impl Wakeups {
    /// Adds workers.
    pub(super) fn add_workers(&self, count: usize) {
        self.lock().all += count;
    }

    /// Wakes a worker for each of these tasks. Returns false if there are fewer idle workers than tasks.
    pub(super) fn wake(&self, tasks: usize) -> bool {
        let mut workers = self.lock();
        let woken = tasks.min(workers.idle);
        workers.idle -= woken;
        let room = workers
            .all
            .saturating_sub(self.permits.available_permits() + woken);
        self.permits.add_permits(woken + room.min(tasks - woken));
        woken == tasks
    }

    /// Waits until a worker is needed.
    pub(super) async fn wait(&self) {
        let Some(mut idle) = self.enter() else {
            return;
        };
        if let Ok(permit) = self.permits.acquire().await {
            permit.forget();
            idle.is_woken = true;
        }
    }

    /// Begins to wait; `None` if there is a wake-up already.
    fn enter(&self) -> Option<Idle<'_>> {
        let mut workers = self.lock();
        if let Ok(permit) = self.permits.try_acquire() {
            permit.forget();
            return None;
        }
        workers.idle += 1;
        Some(Idle {
            wakeups: self,
            is_woken: false,
        })
    }

    fn lock(&self) -> MutexGuard<'_, Workers> {
        self.workers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Idle<'_> {
    fn drop(&mut self) {
        if !self.is_woken {
            // If it was woken meanwhile, its wake-up is left for another worker.
            let mut workers = self.wakeups.lock();
            workers.idle = workers.idle.saturating_sub(1);
        }
    }
}
