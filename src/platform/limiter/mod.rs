//! Budgets per user and per address, by the generic cell rate algorithm: a minute's worth at once, refilled evenly. Instances
//! share them through Redis; while it is away each has its own (governor), so that nobody is let in for free.

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

/// Keys after which those that are full again are dropped.
const KEYS_MAX: usize = 50_000;
/// How often it is looked whether there are so many: a flood of keys must not have each request walk over them all.
const LOOK_EVERY: u32 = 1_024;

/// One budget for each key.
pub struct Limiter {
    budget: Budget,
    cells: RateLimiter<String, DashMapStateStore<String>, DefaultClock, StateInformationMiddleware>,
    clock: DefaultClock,
    /// How often something was taken here; it may wrap.
    taken: AtomicU32,
    /// How often there was not enough.
    refused: AtomicU64,
    shared: Option<shared::Shared>,
}

/// The budgets of the edge. Requests are counted before they are read, so that even one that will be refused is paid for; cost is
/// what an operation makes us do, and is only known once it was validated. A flood of small requests runs into the first, a few
/// large ones into the second.
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
    /// Budgets as configured.
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
    /// Every budget there is.
    const fn all(&self) -> [&Arc<Limiter>; 5] {
        [
            &self.user,
            &self.address,
            &self.user_cost,
            &self.address_cost,
            &self.sign_in,
        ]
    }

    /// Forgets a user's budgets, here and where instances share them.
    pub async fn forget_user(&self, key: &str) {
        for limiter in [&self.user, &self.user_cost] {
            if let Some(shared) = &limiter.shared {
                shared.forget(&limiter.budget, key).await;
            }
        }
        self.tidy();
    }

    /// Drops here the keys whose budgets are full again: who has not asked for a minute is known no longer.
    pub fn tidy(&self) {
        for limiter in self.all() {
            limiter.cells.retain_recent();
        }
    }

    /// By the name of each budget, how often it was not enough.
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
    /// `count` a minute for each key.
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

    /// Takes so much from the key's budget, and of more than a full one holds, the whole.
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
            .is_multiple_of(LOOK_EVERY)
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
            // It asks for no more than a full budget.
            Err(_) => self.budget.level(0, Some(WINDOW)),
        }
    }
}

#[cfg(test)]
mod tests;
