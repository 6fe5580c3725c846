//! `[sources]`: how job boards are read.

use serde::Deserialize;

use super::{Checked, web_address, within};

/// The section; each key is explained in `config.example.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "config.example.toml documents each key")]
pub struct Sources {
    pub refresh_minutes: i64,
    pub close_after_hours: i64,
    pub timeout_secs: u64,
    pub max_bytes: usize,
    pub max_pages: u32,
    pub max_requests: u32,
    pub max_run_bytes: usize,
    pub run_secs: u64,
    pub greenhouse_url: String,
    pub lever_url: String,
    pub lever_eu_url: String,
    pub ashby_url: String,
}

impl Sources {
    pub(super) fn check(&self) -> Checked {
        within("sources.refresh_minutes", self.refresh_minutes, 1, 10_080)?;
        within("sources.close_after_hours", self.close_after_hours, 0, 720)?;
        within("sources.timeout_secs", self.timeout_secs, 1, 300)?;
        within("sources.max_bytes", self.max_bytes, 1_024, 268_435_456)?;
        within("sources.max_pages", self.max_pages, 1, 1_000)?;
        within("sources.max_requests", self.max_requests, 1, 100_000)?;
        within(
            "sources.max_run_bytes",
            self.max_run_bytes,
            1_024,
            1_073_741_824,
        )?;
        within("sources.run_secs", self.run_secs, 1, 86_400)?;
        web_address("sources.greenhouse_url", &self.greenhouse_url)?;
        web_address("sources.lever_url", &self.lever_url)?;
        web_address("sources.lever_eu_url", &self.lever_eu_url)?;
        web_address("sources.ashby_url", &self.ashby_url)?;
        Ok(())
    }

    /// The base URL of a connector's API; `None` for a connector without one.
    #[must_use]
    pub fn base_url(&self, connector: &str) -> Option<&str> {
        match connector {
            "greenhouse" => Some(&self.greenhouse_url),
            "lever" => Some(&self.lever_url),
            "lever_eu" => Some(&self.lever_eu_url),
            "ashby" => Some(&self.ashby_url),
            _ => None,
        }
    }
}
