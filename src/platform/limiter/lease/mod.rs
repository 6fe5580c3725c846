//! The arithmetic of a lease: what one instance may grant of one key's limit before Redis has counted it.
//!
//! Let Q be the quota, S the share of one instance, D the units that Redis counts as taken, and U the units that an instance granted and
//! Redis has not counted yet. An instance grants by itself only while U stays within S, and while at least the reserve remains as far
//! as it knows; otherwise it asks Redis, which adds U to D and grants exact units only while D stays within Q. So D exceeds Q only by what
//! instances report while it is exhausted. Each of them reports at most S then: the answer to its report says that little remains, and
//! from then on it asks Redis for each request until an answer says that more than the reserve remains. Hence D + ΣU ≤ Q + n·S for n
//! instances: together they grant at most n·S more than one exact limit, however late their reports are.

use super::level::{Budget, WINDOW_MICROS};

/// Microseconds after which granted units are reported, even if they are few.
const REPORT_AFTER: f64 = 10_000_000.0;

/// The lease of one key in this process. Times are microseconds of this process's clock.
#[derive(Clone, Debug)]
pub(super) struct Lease {
    /// Units granted here that Redis has not counted yet; at most the share.
    uncounted: u32,
    /// Those of them that are being reported.
    reported: u32,
    /// When the first of the uncounted units was granted.
    since: f64,
    /// The time when the limit will be full, by the last answer of Redis.
    full_at: f64,
    /// Redis decides each request.
    exact: bool,
    /// When the lease was used last.
    used_at: f64,
    /// The count of heard levels up to which this lease has consulted them.
    pub(super) heard: u64,
}

/// The decision about a request for units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Decision {
    /// They are granted.
    Granted {
        /// Units that remain.
        remaining: u32,
        /// It is time to report what was granted.
        report: bool,
    },
    /// Redis decides, and counts these units as well.
    Ask(u32),
}

impl Lease {
    pub(super) const fn new(now: f64) -> Self {
        Self {
            uncounted: 0,
            reported: 0,
            since: now,
            full_at: 0.0,
            exact: false,
            used_at: now,
            heard: 0,
        }
    }

    /// Grants the units, or says that Redis must decide.
    pub(super) fn take(&mut self, budget: &Budget, count: u32, now: f64) -> Decision {
        self.used_at = now;
        let uncounted = self.uncounted.saturating_add(count);
        let remaining = budget
            .remaining(self.full_at - now)
            .saturating_sub(uncounted);
        if self.exact || uncounted > budget.share() || remaining < budget.reserve() {
            return Decision::Ask(self.report());
        }
        if self.uncounted == self.reported {
            self.since = now;
        }
        self.uncounted = uncounted;
        let unreported = uncounted.saturating_sub(self.reported);
        let due = unreported > budget.share() / 2 || now - self.since > REPORT_AFTER;
        Decision::Granted {
            remaining,
            report: due && self.reported == 0,
        }
    }

    /// The units that a report carries. [`Self::counted`] or [`Self::lost`] follows.
    pub(super) const fn report(&mut self) -> u32 {
        let units = self.uncounted.saturating_sub(self.reported);
        self.reported = self.reported.saturating_add(units);
        units
    }

    /// Redis has counted these reported units, and states that the limit is full in `debt` microseconds.
    pub(super) fn counted(&mut self, budget: &Budget, units: u32, debt: f64, now: f64) {
        self.lost(units);
        self.uncounted = self.uncounted.saturating_sub(units);
        self.since = now;
        self.full_at = self.full_at.max(now + debt);
        self.exact = budget.remaining(debt) < budget.reserve();
    }

    /// Nothing is known about these reported units: they stay uncounted. If Redis has counted them, it counts them twice.
    pub(super) const fn lost(&mut self, units: u32) {
        self.reported = self.reported.saturating_sub(units);
    }

    /// Another instance has stated when the limit will be full.
    pub(super) fn hear(&mut self, budget: &Budget, full_at: f64, now: f64) {
        self.full_at = self.full_at.max(full_at);
        self.exact |= budget.remaining(self.full_at - now) < budget.reserve();
    }

    /// The units that remain if Redis states this debt.
    pub(super) fn remaining(&self, budget: &Budget, debt: f64) -> u32 {
        budget.remaining(debt).saturating_sub(self.uncounted)
    }

    /// True if nothing is lost by dropping the lease: it was not used for a window, and the limit is full.
    pub(super) fn is_idle(&self, now: f64) -> bool {
        self.reported == 0 && now - self.used_at >= WINDOW_MICROS && self.full_at <= now
    }
}

#[cfg(test)]
mod tests;
