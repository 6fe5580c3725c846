//! `[proposals]`: mutations that API tokens propose.

use serde::Deserialize;

use super::{Checked, within};

/// The section; each key is explained in `config.example.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "config.example.toml documents each key")]
pub struct Proposals {
    pub pending_per_token: u64,
    pub open_days: u32,
    pub keep_days: u32,
}

impl Proposals {
    pub(super) fn check(&self) -> Checked {
        within(
            "proposals.pending_per_token",
            self.pending_per_token,
            1,
            10_000,
        )?;
        within("proposals.open_days", self.open_days, 1, 90)?;
        within("proposals.keep_days", self.keep_days, 1, 3_650)
    }
}
