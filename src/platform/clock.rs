//! Time, ids and randomness come in from here, so that tests can hold them still.

use std::sync::{Arc, Mutex, PoisonError};

use aws_lc_rs::rand::{SecureRandom, SystemRandom};
use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use uuid::Uuid;

use crate::error::{Error, Result};

/// The time: the system's, or one that a test moves by hand.
#[derive(Clone, Default)]
pub struct Clock {
    held: Option<Arc<Mutex<DateTime<Utc>>>>,
}

impl Clock {
    /// A clock that stands still at `now`.
    #[must_use]
    pub fn held_at(now: DateTime<Utc>) -> Self {
        Self {
            held: Some(Arc::new(Mutex::new(now))),
        }
    }

    /// Moves a held clock; the system's clock does not listen.
    pub fn advance(&self, by: TimeDelta) {
        if let Some(held) = &self.held {
            let mut now = held.lock().unwrap_or_else(PoisonError::into_inner);
            *now += by;
        }
    }

    /// Now, in microseconds: PostgreSQL keeps no more, and a row must read back as it was written.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        #[expect(
            clippy::disallowed_methods,
            reason = "the one place that asks for the time"
        )]
        let now = self.held.as_ref().map_or_else(Utc::now, |held| {
            *held.lock().unwrap_or_else(PoisonError::into_inner)
        });
        now.trunc_subsecs(6)
    }

    /// A new time-ordered id (UUIDv7); ids of one process are strictly increasing.
    #[must_use]
    pub fn new_id(&self) -> Uuid {
        #[expect(clippy::disallowed_methods, reason = "the one place that makes ids")]
        Uuid::now_v7()
    }

    /// 256 bits that nobody can guess.
    pub fn random_32(&self) -> Result<[u8; 32]> {
        let mut bytes = [0; 32];
        SystemRandom::new()
            .fill(&mut bytes)
            .map_err(|_| Error::internal("the system gives no randomness"))?;
        Ok(bytes)
    }
}
