//! Windows of time: each posting is also indexed under its day and its block of 32 days, so that the index alone finds the newest matches
//! of a frequent word.

use std::sync::{
    Mutex,
    atomic::{AtomicBool, Ordering},
};

use sea_orm::DbBackend;

use crate::{
    features::jobs::{Jobs, entity::posting_row},
    platform::db::uncounted,
};

/// Postings in the first window, and in the first two.
const SIZES: [u64; 2] = [20_000, 300_000];
/// Searches between two measurements.
const EVERY: u64 = 1_000;
/// Days after its start that the first window has.
const AHEAD: i64 = 4096;
/// Most keys of a window; of a longer one, the times are tested instead.
const KEYS_MAX: usize = 200;

const DAY: i64 = 86_400_000_000;
const BLOCK: i64 = 32;

/// The times at which the windows begin, in microseconds since 1970 and newest first; fewer if there are few postings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Windows(Vec<i64>);

/// The windows that this process uses. They change the cost of a search, not its matches.
#[derive(Debug, Default)]
pub struct Measured {
    windows: Mutex<(Windows, u64)>,
    is_measuring: AtomicBool,
}

/// A part of the time, searched on its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Window {
    /// The keys of its days, if the index finds them.
    pub keys: Vec<String>,
    /// Before this time, in microseconds since 1970.
    pub before: Option<i64>,
}

impl Windows {
    /// All windows, newest first; the last has everything older.
    pub(super) fn parts(&self) -> Vec<Window> {
        let mut parts = Vec::new();
        let mut before: Option<i64> = None;
        for start in &self.0 {
            let start = start.div_euclid(DAY) * DAY;
            // A posting may lie in the future of another clock.
            let keys = keys_between(start, before.unwrap_or(start + AHEAD * DAY));
            if keys.is_empty() || keys.len() > KEYS_MAX {
                break;
            }
            parts.push(Window { keys, before });
            before = Some(start);
        }
        parts.push(Window {
            keys: Vec::new(),
            before,
        });
        parts
    }
}

impl Jobs {
    /// The windows to search by; from time to time they are measured again, beside the search.
    pub(super) fn windows(&self) -> Windows {
        if self.platform.db.backend() != DbBackend::Postgres {
            return Windows::default();
        }
        let (windows, is_due) = {
            let Ok(mut known) = self.windows.windows.lock() else {
                return Windows::default();
            };
            let is_due = known.1 % EVERY == 0;
            known.1 += 1;
            (known.0.clone(), is_due)
        };
        if is_due && !self.windows.is_measuring.swap(true, Ordering::Relaxed) {
            let jobs = self.clone();
            self.platform.background.spawn(async move {
                uncounted(jobs.measure_windows()).await;
                jobs.windows.is_measuring.store(false, Ordering::Relaxed);
            });
        }
        windows
    }

    /// Measures where the windows begin.
    pub async fn measure_windows(&self) {
        let mut starts = Vec::new();
        for size in SIZES {
            match posting_row::nth_newest(self.platform.db.conn(), size).await {
                Ok(Some(posted)) => starts.push(posted),
                Ok(None) => break,
                Err(error) => {
                    tracing::warn!(%error, "the windows of the search could not be measured");
                    return;
                }
            }
        }
        if let Ok(mut known) = self.windows.windows.lock() {
            known.0 = Windows(starts);
        }
    }
}

/// The keys of a time in microseconds since 1970.
pub(super) fn keys_of(posted: i64) -> [String; 2] {
    let day = posted.div_euclid(DAY);
    [day_key(day), block_key(day.div_euclid(BLOCK))]
}

/// The keys of all times from the day of `from` on, up to the day of `until`, that one exclusive.
pub(super) fn keys_between(from: i64, until: i64) -> Vec<String> {
    let (mut day, end) = (from.div_euclid(DAY), until.div_euclid(DAY));
    let mut keys = Vec::new();
    while day < end {
        if day.rem_euclid(BLOCK) == 0 && day + BLOCK <= end {
            keys.push(block_key(day.div_euclid(BLOCK)));
            day += BLOCK;
        } else {
            keys.push(day_key(day));
            day += 1;
        }
    }
    keys
}

fn day_key(day: i64) -> String {
    format!("@d{day}")
}

fn block_key(block: i64) -> String {
    format!("@b{block}")
}

#[cfg(test)]
mod tests {
    use super::{DAY, keys_between, keys_of};

    #[test]
    fn a_window_has_exactly_its_days() {
        let keys = keys_between(30 * DAY + 5, 97 * DAY);
        assert_eq!(keys, ["@d30", "@d31", "@b1", "@b2", "@d96"]);
        for day in 0..130 {
            let inside = keys_of(day * DAY + 7).iter().any(|key| keys.contains(key));
            assert_eq!(inside, (30..97).contains(&day), "{day}");
        }
    }
}
