//! `[proposals]`: mutations that API tokens propose.

use serde::Deserialize;

use super::{Changes, Checked, invalid, within};

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
    pub(super) fn check(&self, changes: &Changes) -> Checked {
        within(
            "proposals.pending_per_token",
            self.pending_per_token,
            1,
            10_000,
        )?;
        within("proposals.open_days", self.open_days, 1, 90)?;
        if self.open_days > changes.keep_days {
            let problem = "a proposal is refused if its object has changed since, so it must not be open for longer than changes.keep_days";
            return Err(invalid("proposals.open_days", problem));
        }
        within("proposals.keep_days", self.keep_days, 1, 3_650)
    }
}
