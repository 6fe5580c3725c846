//! `[imports]`: imports of profiles from files.

use std::path::PathBuf;

use serde::Deserialize;

use super::{Checked, within};

/// The section; each key is explained in `config.example.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "config.example.toml documents each key")]
pub struct Imports {
    pub plan_hours: u64,
    pub result_days: u64,
    pub plans_per_user: u64,
    pub readers: usize,
    pub archive_secs: u64,
    pub resume_secs: u64,
    pub resume_memory_mb: u64,
    pub resume_program: PathBuf,
}

impl Imports {
    pub(super) fn check(&self) -> Checked {
        within("imports.plan_hours", self.plan_hours, 1, 720)?;
        within("imports.result_days", self.result_days, 1, 3_650)?;
        within("imports.plans_per_user", self.plans_per_user, 1, 1_000)?;
        within("imports.readers", self.readers, 1, 64)?;
        within("imports.archive_secs", self.archive_secs, 1, 600)?;
        within("imports.resume_secs", self.resume_secs, 1, 60)?;
        within(
            "imports.resume_memory_mb",
            self.resume_memory_mb,
            64,
            16_384,
        )
    }
}
