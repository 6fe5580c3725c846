//! `[linkedin]`: how accounts are read from LinkedIn's member snapshot API.

use serde::Deserialize;

use super::{Checked, invalid, safety, web_address, within};

/// The section; each key is explained in `config.example.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "config.example.toml documents each key")]
pub struct Linkedin {
    pub enabled: bool,
    pub api_url: String,
    pub interval_hours: i64,
    pub full_days: i64,
    pub timeout_secs: u64,
    pub max_bytes: usize,
    pub max_pages: u32,
    pub run_secs: u64,
}

impl Linkedin {
    pub(super) fn check(&self) -> Checked {
        web_address("linkedin.api_url", &self.api_url)?;
        if self.api_url.contains(['?', '#', '@']) {
            let problem = "is a base URL: without user, query and fragment";
            return Err(invalid("linkedin.api_url", problem));
        }
        let url = url::Url::parse(&self.api_url).ok();
        let is_plain = url.as_ref().is_some_and(|url| url.scheme() == "http");
        if is_plain && !safety::is_loopback(url.as_ref().and_then(url::Url::host).as_ref()) {
            let problem = "must be https: users' tokens are sent to it";
            return Err(invalid("linkedin.api_url", problem));
        }
        within("linkedin.interval_hours", self.interval_hours, 1, 720)?;
        within("linkedin.full_days", self.full_days, 1, 27)?;
        within("linkedin.timeout_secs", self.timeout_secs, 1, 300)?;
        within("linkedin.max_bytes", self.max_bytes, 1_024, 268_435_456)?;
        within("linkedin.max_pages", self.max_pages, 1, 10_000)?;
        within("linkedin.run_secs", self.run_secs, 1, 86_400)
    }
}
