//! Redirects of a browser to a provider and back.

use chrono::{DateTime, Utc};
use url::Url;

use super::provider::{Fault, Provider};

/// A redirect with its cookies.
#[derive(Debug)]
pub struct Redirect {
    /// The URL.
    pub location: Url,
    /// The cookie that binds the browser to the sign-in that it started.
    pub browser: Option<String>,
    /// The session cookie, and when it expires.
    pub session: Option<(String, DateTime<Utc>)>,
    /// The cookie of a new device.
    pub device: Option<String>,
    /// Why the sign-in failed, if it did.
    pub fault: Option<Fault>,
}

impl Redirect {
    pub(super) fn at(location: Url) -> Self {
        Self {
            location,
            browser: None,
            session: None,
            device: None,
            fault: None,
        }
    }

    fn refused(mut location: Url, fault: Fault) -> Self {
        location
            .query_pairs_mut()
            .append_pair("error", fault.code());
        Self {
            fault: Some(fault),
            ..Self::at(location)
        }
    }
}

/// Redirects the browser back with the code of the fault.
pub(super) fn turned_away(provider: &Provider, return_to: Url, fault: Fault) -> Redirect {
    tracing::info!(
        provider = provider.name,
        code = fault.code(),
        reason = fault.reason(),
        "a sign-in with a provider failed"
    );
    Redirect::refused(return_to, fault)
}
