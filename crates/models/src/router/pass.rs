//! A request that an endpoint was left to: its outcome is told to the breaker once, or, if it has none, that it is over.

use std::sync::{Arc, Mutex, PoisonError};

use super::breaker::{Breaker, Passing};
use crate::{clock::Clock, endpoint::Endpoint, error::Error};

/// An endpoint with its breaker, which all tasks share.
pub(super) struct Slot {
    pub(super) endpoint: Endpoint,
    pub(super) breaker: Mutex<Breaker>,
    pub(super) clock: Arc<dyn Clock>,
}

/// The pass of one request.
pub(super) struct Pass {
    slot: Arc<Slot>,
    /// None after the outcome was told.
    passing: Option<Passing>,
}

impl Slot {
    /// Lets a request pass, or not.
    pub(super) fn enter(slot: &Arc<Self>) -> Option<Pass> {
        let now = slot.clock.now();
        let passing = slot.with_breaker(|breaker| breaker.enter(now))?;
        Some(Pass {
            slot: Arc::clone(slot),
            passing: Some(passing),
        })
    }

    fn with_breaker<T>(&self, act: impl FnOnce(&mut Breaker) -> T) -> T {
        act(&mut self.breaker.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Pass {
    pub(super) fn slot(&self) -> &Slot {
        &self.slot
    }

    pub(super) fn succeeded(&mut self) {
        if let Some(passing) = self.passing.take() {
            self.slot.with_breaker(|breaker| breaker.succeeded(passing));
        }
    }

    pub(super) fn failed(&mut self, error: &Error) {
        let Some(passing) = self.passing.take() else {
            return;
        };
        let now = self.slot.clock.now();
        self.slot.with_breaker(|breaker| match error {
            Error::RateLimited { after: Some(after) } => {
                breaker.told_to_wait(passing, now, *after);
            }
            error if error.is_of_endpoint() => breaker.failed(passing, now),
            // It answers, though not this request.
            Error::Refused { .. } => breaker.succeeded(passing),
            _ => breaker.released(passing, now),
        });
    }
}

impl Drop for Pass {
    fn drop(&mut self) {
        if let Some(passing) = self.passing.take() {
            let now = self.slot.clock.now();
            self.slot
                .with_breaker(|breaker| breaker.released(passing, now));
        }
    }
}
