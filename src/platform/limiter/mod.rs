//! Rate limits per user and per address, by the generic cell rate algorithm: a burst of one minute's quota, refilled evenly. Instances
//! share them through Redis; while Redis is unavailable each instance applies its own (governor), so that limits always hold.

use std::{
    num::NonZeroU32,
    sync::{
        Arc,
        atomic::{AtomicU32, AtomicU64, Ordering},
    },
};

use governor::{
    Quota, RateLimiter,
    clock::{Clock, DefaultClock},
    middleware::StateInformationMiddleware,
    state::keyed::DashMapStateStore,
};

use super::redis::Connection;
use crate::config;

mod level;
mod shared;

use self::level::Budget;
pub use self::level::{Level, WINDOW};

/// Number of keys above which those at full quota are dropped.
const KEYS_MAX: usize = 50_000;
/// Calls between two checks of that number, so that a flood of keys does not make each request scan all keys.
const CHECK_EVERY: u32 = 1_024;

/// A rate limit with many keys.
pub struct Limiter {
    budget: Budget,
    cells: RateLimiter<String, DashMapStateStore<String>, DefaultClock, StateInformationMiddleware>,
    clock: DefaultClock,
    /// Number of calls in this process; may overflow.
    taken: AtomicU32,
    /// Number of refused calls.
    refused: AtomicU64,
    shared: Option<shared::Shared>,
}

/// The rate limits of the API. Requests are charged before they are read, so that refused ones count, too; the cost of an operation is
/// known and charged after validation. Many small requests exceed the former, a few expensive ones the
/// latter.
#[derive(Clone)]
pub struct Limiters {
    /// Requests of a signed-in user.
    pub user: Arc<Limiter>,
    /// Requests of an address without a token.
    pub address: Arc<Limiter>,
    /// Cost of a signed-in user's operations.
    pub user_cost: Arc<Limiter>,
    /// Cost of the operations of an address without a token.
    pub address_cost: Arc<Limiter>,
    /// Sign-ups and sign-ins of an address.
    pub sign_in: Arc<Limiter>,
}

impl Limiters {
    /// The rate limits as configured.
    #[must_use]
    pub fn new(limits: &config::Limits, redis: Option<&Connection>) -> Self {
        let per_minute =
            |policy, count| Arc::new(Limiter::per_minute(policy, count, redis.cloned()));
        Self {
            user: per_minute("user", limits.user_per_minute),
            address: per_minute("address", limits.address_per_minute),
            user_cost: per_minute("user-cost", limits.user_cost_per_minute),
            address_cost: per_minute("address-cost", limits.address_cost_per_minute),
            sign_in: per_minute("sign-in", limits.sign_in_per_minute),
        }
    }
}

impl Limiters {
    /// All rate limits.
    const fn all(&self) -> [&Arc<Limiter>; 5] {
        [
            &self.user,
            &self.address,
            &self.user_cost,
            &self.address_cost,
            &self.sign_in,
        ]
    }

    /// Forgets a user's levels, in this process and in Redis.
    pub async fn forget_user(&self, key: &str) {
        for limiter in [&self.user, &self.user_cost] {
            if let Some(shared) = &limiter.shared {
                shared.forget(&limiter.budget, key).await;
            }
        }
        self.tidy();
    }

    /// Drops the keys of this process that are at full quota, which includes all that were idle for a minute.
    pub fn tidy(&self) {
        for limiter in self.all() {
            limiter.cells.retain_recent();
        }
    }

    /// Refused calls by the name of the rate limit.
    #[must_use]
    pub fn refused(&self) -> Vec<(&'static str, u64)> {
        self.all()
            .map(|limiter| {
                (
                    limiter.budget.policy,
                    limiter.refused.load(Ordering::Relaxed),
                )
            })
            .to_vec()
    }
}

impl Limiter {
    /// A limit of `count` per minute for each key.
    #[must_use]
    pub fn per_minute(policy: &'static str, count: u32, redis: Option<Connection>) -> Self {
        let quota = NonZeroU32::new(count).unwrap_or(NonZeroU32::MIN);
        let cells = RateLimiter::dashmap(Quota::per_minute(quota))
            .with_middleware::<StateInformationMiddleware>();
        Self {
            budget: Budget { policy, quota },
            cells,
            clock: DefaultClock::default(),
            taken: AtomicU32::new(0),
            refused: AtomicU64::new(0),
            shared: redis.map(shared::Shared::new),
        }
    }

    /// Charges `count` units to the key, or the whole quota if `count` exceeds it.
    pub async fn take(&self, key: &str, count: u32) -> Level {
        let count = NonZeroU32::new(count)
            .unwrap_or(NonZeroU32::MIN)
            .min(self.budget.quota);
        let shared = match &self.shared {
            Some(shared) => shared.take(&self.budget, key, count).await,
            None => None,
        };
        let level = shared.unwrap_or_else(|| self.take_here(key, count));
        self.refused
            .fetch_add(u64::from(level.wait.is_some()), Ordering::Relaxed);
        level
    }

    fn take_here(&self, key: &str, count: NonZeroU32) -> Level {
        if self
            .taken
            .fetch_add(1, Ordering::Relaxed)
            .is_multiple_of(CHECK_EVERY)
            && self.cells.len() > KEYS_MAX
        {
            self.cells.retain_recent();
        }
        match self.cells.check_key_n(&key.to_owned(), count) {
            Ok(Ok(state)) => self.budget.level(state.remaining_burst_capacity(), None),
            Ok(Err(over)) => {
                let wait = over.wait_time_from(self.clock.now());
                let missing =
                    wait.as_secs_f64() / WINDOW.as_secs_f64() * f64::from(self.budget.quota.get());
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "at most the quota, and not below zero"
                )]
                let missing = missing.ceil() as u32;
                self.budget
                    .level(count.get().saturating_sub(missing.max(1)), Some(wait))
            }
            // Cannot happen: `count` is at most the quota.
            Err(_) => self.budget.level(0, Some(WINDOW)),
        }
    }
}

#[cfg(test)]
mod tests;
