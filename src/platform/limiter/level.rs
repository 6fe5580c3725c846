//! The quota of a rate limit, and its level for one key.

use std::{num::NonZeroU32, time::Duration};

use crate::error::{Error, Result};

/// Seconds in which an exhausted limit is full again.
pub const WINDOW: Duration = Duration::from_mins(1);

/// The quota for each key of a rate limit.
pub(super) struct Budget {
    /// The name of the policy.
    pub policy: &'static str,
    /// Units per window.
    pub quota: NonZeroU32,
}

/// The level of a rate limit after a request for some of its units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Level {
    /// The name of the policy.
    pub policy: &'static str,
    /// Units per window.
    pub quota: u32,
    /// Remaining units.
    pub remaining: u32,
    /// How long until the requested units are available; `None` if they were granted.
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
    /// Returns an error with the waiting time if the units were not granted.
    pub fn granted(self) -> Result<()> {
        self.wait.map_or(Ok(()), |wait| {
            Err(Error::rate_limited(Duration::from_secs(seconds(wait))))
        })
    }

    /// Seconds until the limit is full again.
    #[must_use]
    pub fn full_in_secs(&self) -> u64 {
        let missing = u64::from(self.quota.saturating_sub(self.remaining));
        missing
            .saturating_mul(WINDOW.as_secs())
            .div_ceil(u64::from(self.quota.max(1)))
    }
}

/// The duration in whole seconds, rounded up.
fn seconds(wait: Duration) -> u64 {
    wait.as_secs()
        .saturating_add(u64::from(wait.subsec_nanos() > 0))
}
