//! The quota of a rate limit, its division among instances, and its level for one key.

use std::{num::NonZeroU32, time::Duration};

use crate::error::{Error, Result};

/// Seconds in which an exhausted limit is full again.
pub const WINDOW: Duration = Duration::from_mins(1);

/// The window in microseconds.
pub(super) const WINDOW_MICROS: f64 = 60_000_000.0;

/// Number of keys of a limit above which those at full quota are dropped.
pub(super) const KEYS_MAX: usize = 50_000;

/// The part of the quota that one instance may grant before Redis has counted it.
const SHARES: u32 = 32;

/// The quota for each key of a rate limit.
#[derive(Clone, Copy, Debug)]
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

    /// Units that one instance may grant before Redis has counted them; 0 for a small quota, which Redis counts exactly.
    pub(super) const fn share(&self) -> u32 {
        self.quota.get() / SHARES
    }

    /// Remaining units below which Redis decides each request.
    pub(super) const fn reserve(&self) -> u32 {
        self.quota.get() / 4
    }

    /// The microseconds in which one unit is refilled.
    pub(super) fn each(&self) -> f64 {
        WINDOW_MICROS / f64::from(self.quota.get())
    }

    /// The units that remain if the limit is full in `debt` microseconds.
    pub(super) fn remaining(&self, debt: f64) -> u32 {
        let units = ((WINDOW_MICROS - debt.max(0.0)) / self.each() + 0.001).floor();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 0 and the quota"
        )]
        let units = units.max(0.0) as u32;
        units.min(self.quota.get())
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
