//! `[notifications]`: subscriptions to notifications.

use serde::Deserialize;

use super::{Checked, within};

/// The section; each key is explained in `config.example.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "config.example.toml documents each key")]
pub struct Notifications {
    pub follow_poll_secs: u64,
}

impl Notifications {
    pub(super) fn check(&self) -> Checked {
        within(
            "notifications.follow_poll_secs",
            self.follow_poll_secs,
            1,
            300,
        )
    }
}
