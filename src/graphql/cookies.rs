//! The cookies that an operation sets. Resolvers do not see the answer, so they put them here, and the edge takes them from here. Only
//! a request whose answer has headers of its own brings a jar: over a socket no cookie can be set.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};

/// Where cookies for the answer are put, and where the device's is found.
#[derive(Clone, Default)]
pub struct CookieJar(Arc<Mutex<Contents>>);

/// What is in a jar.
#[derive(Default)]
struct Contents {
    /// What the device's cookie was when the request came.
    device_sent: Option<String>,
    session: Option<Change>,
    device: Option<String>,
}

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
    /// The jar of a request that brought this cookie of its device.
    #[must_use]
    pub fn of_device(sent: Option<&str>) -> Self {
        Self(Arc::new(Mutex::new(Contents {
            device_sent: sent.map(str::to_owned),
            ..Contents::default()
        })))
    }

    /// The cookie of the device, if the request brought one.
    #[must_use]
    pub fn device_sent(&self) -> Option<String> {
        self.contents().device_sent.clone()
    }

    /// Puts a change of the session's cookie in; the last one counts.
    pub fn put(&self, change: Change) {
        self.contents().session = Some(change);
    }

    /// Puts a cookie of the device in; the last one counts.
    pub fn put_device(&self, token: String) {
        self.contents().device = Some(token);
    }

    /// Takes the change of the session's cookie out, if there is one.
    #[must_use]
    pub fn take(&self) -> Option<Change> {
        self.contents().session.take()
    }

    /// Takes the new cookie of the device out, if there is one.
    #[must_use]
    pub fn take_device(&self) -> Option<String> {
        self.contents().device.take()
    }

    fn contents(&self) -> std::sync::MutexGuard<'_, Contents> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
