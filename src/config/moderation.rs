//! `[moderation]`: limits of reports.

use serde::Deserialize;

use super::{Checked, within};

/// The section; each key is explained in `config.example.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "config.example.toml documents each key")]
pub struct Moderation {
    pub reports_per_day: u64,
}

impl Moderation {
    pub(super) fn check(&self) -> Checked {
        within(
            "moderation.reports_per_day",
            self.reports_per_day,
            1,
            100_000,
        )
    }
}
