//! Rate limits per user and per address, by the generic cell rate algorithm: a burst of one minute's quota, refilled evenly. Instances
//! share them through Redis: each grants a small share by itself, and near the end of a limit Redis decides. While Redis is unavailable
//! each instance applies its own limits (governor), so that limits always hold.

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

use super::{bus::Bus, process_tasks::ProcessTasks, redis::Connection};
use crate::{config, types::id::UserId};

mod announced_levels;
mod key;
mod lease;
mod level;
mod script;
mod shared_limit;

pub use self::{
    key::Key,
    level::{Level, WINDOW},
};
use self::{
    key::{Number, Numbering},
    level::{Budget, KEYS_MAX},
    shared_limit::{SharedLimit, Sharing},
};

/// Calls between two checks of that number, so that a flood of keys does not make each request scan all keys.
const CHECK_EVERY: u32 = 1_024;

/// A rate limit with many keys.
pub struct Limiter {
    budget: Budget,
    numbering: Numbering,
    cells: RateLimiter<Number, DashMapStateStore<Number>, DefaultClock, StateInformationMiddleware>,
    clock: DefaultClock,
    /// Number of calls in this process; may overflow.
    taken: AtomicU32,
    /// Number of refused calls.
    refused: AtomicU64,
    shared: Option<Arc<SharedLimit>>,
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
    pub fn new(
        limits: &config::Limits,
        redis: Option<&Connection>,
        bus: &Bus,
        background: &ProcessTasks,
    ) -> Self {
        let sharing = redis.map(|redis| Sharing::new(redis.clone(), bus, background));
        let per_minute = |policy, count| Arc::new(Limiter::new(policy, count, sharing.clone()));
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
    pub async fn forget_user(&self, id: UserId) {
        let key = Key::User(id);
        for limiter in [&self.user, &self.user_cost] {
            if let Some(shared) = &limiter.shared {
                shared.forget(key, limiter.numbering.number(key)).await;
            }
        }
        self.tidy();
    }

    /// Drops the keys of this process that are at full quota, which includes all that were idle for a minute.
    pub fn tidy(&self) {
        for limiter in self.all() {
            limiter.cells.retain_recent();
            if let Some(shared) = &limiter.shared {
                shared.tidy();
            }
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
    /// A limit of `count` per minute for each key, for this process only.
    #[must_use]
    pub fn per_minute(policy: &'static str, count: u32) -> Self {
        Self::new(policy, count, None)
    }

    fn new(policy: &'static str, count: u32, sharing: Option<Sharing>) -> Self {
        let quota = NonZeroU32::new(count).unwrap_or(NonZeroU32::MIN);
        let budget = Budget { policy, quota };
        let cells = RateLimiter::dashmap(Quota::per_minute(quota))
            .with_middleware::<StateInformationMiddleware>();
        Self {
            budget,
            numbering: Numbering::default(),
            cells,
            clock: DefaultClock::default(),
            taken: AtomicU32::new(0),
            refused: AtomicU64::new(0),
            shared: sharing.map(|sharing| Arc::new(SharedLimit::new(budget, sharing))),
        }
    }

    /// Charges `count` units to the key, or the whole quota if `count` exceeds it.
    pub async fn take(&self, key: impl Into<Key<'_>>, count: u32) -> Level {
        let key = key.into();
        let number = self.numbering.number(key);
        let count = NonZeroU32::new(count)
            .unwrap_or(NonZeroU32::MIN)
            .min(self.budget.quota);
        self.limit_keys();
        let shared = match &self.shared {
            Some(shared) => shared.take(key, number, count).await,
            None => None,
        };
        let level = shared.unwrap_or_else(|| self.take_here(number, count));
        self.refused
            .fetch_add(u64::from(level.wait.is_some()), Ordering::Relaxed);
        level
    }

    /// Checks the number of keys from time to time.
    fn limit_keys(&self) {
        let calls = self.taken.fetch_add(1, Ordering::Relaxed);
        if !calls.is_multiple_of(CHECK_EVERY) {
            return;
        }
        if self.cells.len() > KEYS_MAX {
            self.cells.retain_recent();
        }
        if let Some(shared) = &self.shared {
            shared.limit_keys();
        }
    }

    fn take_here(&self, number: Number, count: NonZeroU32) -> Level {
        match self.cells.check_key_n(&number, count) {
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
