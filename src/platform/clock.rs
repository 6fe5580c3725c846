//! The source of time, ids and randomness, which tests can control.

use std::sync::{Arc, Mutex, PoisonError};

use aws_lc_rs::rand::{SecureRandom, SystemRandom};
use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use uuid::Uuid;

use crate::error::{Error, Result};

/// The current time: the system's, or one that a test sets.
#[derive(Clone, Default)]
pub struct Clock {
    held: Option<Arc<Mutex<DateTime<Utc>>>>,
}

impl Clock {
    /// A clock that is stopped at `now`.
    #[must_use]
    pub fn held_at(now: DateTime<Utc>) -> Self {
        Self {
            held: Some(Arc::new(Mutex::new(now))),
        }
    }

    /// Advances a stopped clock; has no effect on the system's clock.
    pub fn advance(&self, by: TimeDelta) {
        if let Some(held) = &self.held {
            let mut now = held.lock().unwrap_or_else(PoisonError::into_inner);
            *now += by;
        }
    }

    /// The current time in microseconds, the precision of PostgreSQL, so that a row reads back as it was written.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        #[expect(
            clippy::disallowed_methods,
            reason = "the only place that reads the time"
        )]
        let now = self.held.as_ref().map_or_else(Utc::now, |held| {
            *held.lock().unwrap_or_else(PoisonError::into_inner)
        });
        now.trunc_subsecs(6)
    }

    /// A new time-ordered id (UUIDv7); ids of one process are strictly increasing.
    #[must_use]
    pub fn new_id(&self) -> Uuid {
        #[expect(clippy::disallowed_methods, reason = "the only place that creates ids")]
        Uuid::now_v7()
    }

    /// 256 random bits from the system's secure generator.
    pub fn random_32(&self) -> Result<[u8; 32]> {
        let mut bytes = [0; 32];
        SystemRandom::new()
            .fill(&mut bytes)
            .map_err(|_| Error::internal("the system's random generator failed"))?;
        Ok(bytes)
    }
}
