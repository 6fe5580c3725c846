//! Budgets per user and per address, by the generic cell rate algorithm (governor): a minute's worth at once, refilled evenly.

use std::{num::NonZeroU32, sync::Arc, time::Duration};

use governor::{
    Quota, RateLimiter,
    clock::{Clock, DefaultClock},
    state::keyed::DashMapStateStore,
};

use crate::{
    config,
    error::{Error, Result},
};

/// Keys after which those that are full again are dropped.
const KEYS_MAX: usize = 50_000;

/// One budget for each key.
pub struct Limiter {
    cells: RateLimiter<String, DashMapStateStore<String>, DefaultClock>,
    clock: DefaultClock,
}

/// The budgets of the edge.
#[derive(Clone)]
pub struct Limiters {
    /// Requests of a signed-in user.
    pub user: Arc<Limiter>,
    /// Requests of an address without a token.
    pub address: Arc<Limiter>,
    /// Sign-ups and sign-ins of an address.
    pub sign_in: Arc<Limiter>,
}

impl Limiters {
    /// Budgets as configured.
    #[must_use]
    pub fn new(limits: &config::Limits) -> Self {
        let per_minute = |count| Arc::new(Limiter::per_minute(count));
        Self {
            user: per_minute(limits.user_per_minute),
            address: per_minute(limits.address_per_minute),
            sign_in: per_minute(limits.sign_in_per_minute),
        }
    }
}

impl Limiter {
    /// `count` a minute for each key.
    #[must_use]
    pub fn per_minute(count: u32) -> Self {
        let quota = Quota::per_minute(NonZeroU32::new(count).unwrap_or(NonZeroU32::MIN));
        Self { cells: RateLimiter::dashmap(quota), clock: DefaultClock::default() }
    }

    /// Takes one from the key's budget, or says when to come back.
    pub fn take(&self, key: &str) -> Result<()> {
        if self.cells.len() > KEYS_MAX {
            self.cells.retain_recent();
        }
        self.cells.check_key(&key.to_owned()).map_err(|over| {
            let wait = over.wait_time_from(self.clock.now());
            Error::rate_limited(wait.max(Duration::from_millis(1)))
        })
    }
}
