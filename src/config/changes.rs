//! `[changes]`: the change feed, and how subscriptions follow it.

use serde::Deserialize;

use super::{Checked, within};

/// The section; each key is explained in `config.example.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "config.example.toml documents each key")]
pub struct Changes {
    pub keep_days: u32,
    pub follow_poll_secs: u64,
}

impl Changes {
    pub(super) fn check(&self) -> Checked {
        within("changes.keep_days", self.keep_days, 1, 3_650)?;
        within("changes.follow_poll_secs", self.follow_poll_secs, 1, 300)
    }
}
