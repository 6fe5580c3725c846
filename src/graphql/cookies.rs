//! The cookie that an operation sets. Resolvers do not see the answer, so they put it here, and the edge takes it from here. Only a
//! request whose answer has headers of its own brings a jar: over a socket no cookie can be set.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};

/// Where a cookie for the answer is put.
#[derive(Clone, Default)]
pub struct CookieJar(Arc<Mutex<Option<Change>>>);

/// What happens to the session's cookie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It gets this value.
    Set {
        /// The value.
        secret: String,
        /// When the browser may forget it.
        ends_at: DateTime<Utc>,
    },
    /// It goes.
    Remove,
}

impl CookieJar {
    /// Puts a change in; the last one counts.
    pub fn put(&self, change: Change) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(change);
    }

    /// Takes the change out, if there is one.
    #[must_use]
    pub fn take(&self) -> Option<Change> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}
