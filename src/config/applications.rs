//! `[applications]`: how many applications a user may have.

use serde::Deserialize;

use super::{Checked, within};

/// The section; each key is explained in `config.example.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "config.example.toml documents each key")]
pub struct Applications {
    pub per_user: u64,
}

impl Applications {
    pub(super) fn check(&self) -> Checked {
        within("applications.per_user", self.per_user, 1, 10_000_000)
    }
}
