//! Redirects of a browser to a provider and back.

use chrono::{DateTime, Utc};
use url::Url;

use super::provider::{Fault, Provider};

/// A redirect with its cookies.
#[derive(Debug)]
pub struct Redirect {
    /// The address.
    pub location: Url,
    /// The cookie that binds the browser to what it began.
    pub browser: Option<String>,
    /// The session's cookie, and when it ends.
    pub session: Option<(String, DateTime<Utc>)>,
    /// The cookie of a device that was not known before.
    pub device: Option<String>,
    /// Why nobody is signed in, if so.
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
