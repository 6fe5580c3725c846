//! How long a browser waits for the exchanges with a provider.

use std::time::Duration;

use super::{Identities, provider::Fault};
use crate::error::Error;

/// How long all exchanges with a provider may take together beyond two.
const BEYOND_TWO: Duration = Duration::from_secs(1);

impl Identities {
    /// Waits for a provider no longer than a browser does.
    pub(super) async fn in_time<T>(
        &self,
        exchange: impl Future<Output = std::result::Result<T, Fault>>,
    ) -> std::result::Result<T, Fault> {
        let patience =
            Duration::from_secs(2 * self.platform.config.auth.provider_timeout_secs) + BEYOND_TWO;
        let late = |_| Fault::ProviderAway(Error::unavailable("It takes too long."));
        tokio::time::timeout(patience, exchange)
            .await
            .map_err(late)?
    }
}
