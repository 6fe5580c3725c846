//! The cookies that an operation sets. Resolvers put them into a jar, and the HTTP layer writes them as `Set-Cookie` headers. Only
//! requests whose response has headers of its own have a jar: over a WebSocket no cookie can be set.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};

/// Cookies to be set in the response, and the device cookie of the request.
#[derive(Clone, Default)]
pub struct CookieJar(Arc<Mutex<Contents>>);

/// The contents of a jar.
#[derive(Default)]
struct Contents {
    /// The device cookie that the request sent.
    device_sent: Option<String>,
    session: Option<Change>,
    device: Option<String>,
}

/// A change of the session cookie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Sets the cookie to this value.
    Set {
        /// The value.
        secret: String,
        /// When the cookie expires.
        ends_at: DateTime<Utc>,
    },
    /// Removes the cookie.
    Remove,
}

impl CookieJar {
    /// The jar of a request that sent this device cookie.
    #[must_use]
    pub fn of_device(sent: Option<&str>) -> Self {
        Self(Arc::new(Mutex::new(Contents {
            device_sent: sent.map(str::to_owned),
            ..Contents::default()
        })))
    }

    /// The device cookie, if the request sent one.
    #[must_use]
    pub fn device_sent(&self) -> Option<String> {
        self.contents().device_sent.clone()
    }

    /// Records a change of the session cookie; the last one counts.
    pub fn put(&self, change: Change) {
        self.contents().session = Some(change);
    }

    /// Records a new device cookie; the last one counts.
    pub fn put_device(&self, token: String) {
        self.contents().device = Some(token);
    }

    /// Takes the change of the session cookie out of the jar, if there is one.
    #[must_use]
    pub fn take(&self) -> Option<Change> {
        self.contents().session.take()
    }

    /// Takes the new device cookie out of the jar, if there is one.
    #[must_use]
    pub fn take_device(&self) -> Option<String> {
        self.contents().device.take()
    }

    fn contents(&self) -> std::sync::MutexGuard<'_, Contents> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
