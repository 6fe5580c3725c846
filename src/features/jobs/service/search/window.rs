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

/// Postings in the first window, and in each larger one together with it. A word of half of the postings is found in the first, one of every
/// tenth in the second.
const SIZES: [u64; 3] = [20_000, 120_000, 300_000];
/// Searches between two measurements.
const EVERY: u64 = 1_000;
/// Days that the first window has after now, because a posting may be of a process with another clock.
const AHEAD: i64 = 2;
/// Most keys of a window; of a longer one, the times are tested instead.
const KEYS_MAX: usize = 200;

const DAY: i64 = 86_400_000_000;
const BLOCK: i64 = 32;

/// The windows of a search.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Windows {
    /// The times at which they begin, in microseconds since 1970 and newest first; fewer if there are few postings.
    starts: Vec<i64>,
    /// The time at which the first ends. Few days, because the index compares each match with all keys.
    end: i64,
}

/// The windows that this process uses. They change the cost of a search, not its matches.
#[derive(Debug, Default)]
pub struct Measured {
    starts: Mutex<(Vec<i64>, u64)>,
    is_measuring: AtomicBool,
}

/// A part of the time, searched on its own: from its start to that of the first window, which ends at the end of all; from the beginning of
/// time on, if it has no start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Window {
    /// The keys of its days, if the index finds them.
    pub keys: Vec<String>,
    /// When it begins, in microseconds since 1970.
    pub start: Option<i64>,
    /// How many times as many postings as the first window it has together with that one, about.
    pub times: u64,
}

impl Windows {
    /// All windows, smallest first; the last has everything else.
    pub(super) fn parts(&self) -> Vec<Window> {
        let mut parts: Vec<Window> = Vec::new();
        for (start, size) in self.starts.iter().zip(SIZES) {
            let start = start.div_euclid(DAY) * DAY;
            let first = parts.first().and_then(|first| first.start);
            let keys = keys_between(start, first.unwrap_or_else(|| self.end()));
            if keys.is_empty() || keys.len() > KEYS_MAX {
                break;
            }
            parts.push(Window {
                keys,
                start: Some(start),
                times: size / SIZES[0],
            });
        }
        parts.push(Window {
            keys: Vec::new(),
            start: None,
            times: u64::MAX,
        });
        parts
    }

    /// When the first window ends, in microseconds since 1970, that one exclusive.
    pub(super) const fn end(&self) -> i64 {
        self.end.div_euclid(DAY) * DAY
    }
}

impl Jobs {
    /// The windows to search by; from time to time they are measured again, beside the search.
    pub(super) fn windows(&self) -> Windows {
        if self.platform.db.backend() != DbBackend::Postgres {
            return Windows::default();
        }
        let (starts, is_due) = {
            let Ok(mut known) = self.windows.starts.lock() else {
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
        let end = self.platform.clock.now().timestamp_micros() + AHEAD * DAY;
        Windows { starts, end }
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
        if let Ok(mut known) = self.windows.starts.lock() {
            known.0 = starts;
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
    use super::{DAY, Window, Windows, keys_between, keys_of};

    #[test]
    fn each_time_is_in_the_first_window_or_in_the_larger_ones() {
        let windows = Windows {
            starts: vec![95 * DAY + 3, 60 * DAY],
            end: 100 * DAY + 9,
        };
        let parts = windows.parts();
        assert_eq!(parts.len(), 3);
        for day in 0..400 {
            let own = keys_of(day * DAY + 11);
            let is_in = |part: &Window| own.iter().any(|key| part.keys.contains(key));
            let inside: Vec<bool> = parts.iter().map(is_in).collect();
            let first = (95..100).contains(&day);
            assert_eq!(inside, [first, (60..95).contains(&day), false], "{day}");
        }
    }

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
