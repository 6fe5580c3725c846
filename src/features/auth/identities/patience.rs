//! The time limit of the requests to a provider during a sign-in.

use std::time::Duration;

use super::{Identities, provider::Fault};
use crate::error::Error;

/// The time allowed for all requests to a provider beyond the timeouts of two.
const BEYOND_TWO: Duration = Duration::from_secs(1);

impl Identities {
    /// Fails the requests to a provider after the time that a browser waits.
    pub(super) async fn in_time<T>(
        &self,
        exchange: impl Future<Output = std::result::Result<T, Fault>>,
    ) -> std::result::Result<T, Fault> {
        let patience =
            Duration::from_secs(2 * self.platform.config.auth.provider_timeout_secs) + BEYOND_TWO;
        let late = |_| {
            Fault::ProviderAway(Error::unavailable(
                "The provider takes too long to respond.",
            ))
        };
        tokio::time::timeout(patience, exchange)
            .await
            .map_err(late)?
    }
}
