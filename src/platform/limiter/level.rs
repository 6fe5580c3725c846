//! What a budget holds, and how it stands.

use std::{num::NonZeroU32, time::Duration};

use crate::error::{Error, Result};

/// Seconds in which an empty budget is full again.
pub const WINDOW: Duration = Duration::from_mins(1);

/// A budget of each key.
pub(super) struct Budget {
    /// Its name.
    pub policy: &'static str,
    /// What a full one holds.
    pub quota: NonZeroU32,
}

/// How a budget stands after something was taken from it, or was not to be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Level {
    /// The name of the budget.
    pub policy: &'static str,
    /// What a full one holds.
    pub quota: u32,
    /// What is left.
    pub remaining: u32,
    /// How long until what was asked for can be had; `None` if it was.
    pub wait: Option<Duration>,
}

impl Budget {
    pub(super) const fn level(&self, remaining: u32, wait: Option<Duration>) -> Level {
        Level {
            policy: self.policy,
            quota: self.quota.get(),
            remaining,
            wait,
        }
    }
}

impl Level {
    /// An error that says when to come back, if there was not enough.
    pub fn granted(self) -> Result<()> {
        self.wait.map_or(Ok(()), |wait| {
            Err(Error::rate_limited(Duration::from_secs(seconds(wait))))
        })
    }

    /// Seconds until the budget is full again.
    #[must_use]
    pub fn full_in_secs(&self) -> u64 {
        let missing = u64::from(self.quota.saturating_sub(self.remaining));
        missing
            .saturating_mul(WINDOW.as_secs())
            .div_ceil(u64::from(self.quota.max(1)))
    }
}

/// Whole seconds, and not too few.
fn seconds(wait: Duration) -> u64 {
    wait.as_secs()
        .saturating_add(u64::from(wait.subsec_nanos() > 0))
}
