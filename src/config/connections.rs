//! `[connections]`: how many people a user may keep, and for how long.

use serde::Deserialize;

use super::{Checked, within};

/// The section; each key is explained in `config.example.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "config.example.toml documents each key")]
pub struct Connections {
    pub per_user: u64,
    pub keep_months: u32,
}

impl Connections {
    pub(super) fn check(&self) -> Checked {
        within("connections.per_user", self.per_user, 1, 1_000_000)?;
        within("connections.keep_months", self.keep_months, 1, 600)
    }
}
