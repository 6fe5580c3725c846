//! `[redis]` and `[cache]`: state that instances share, and cached rows.

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

use super::{Checked, invalid, within};

/// The `[redis]` section; each key is explained in `config.example.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "config.example.toml documents each key")]
pub struct Redis {
    pub url: SecretString,
    pub timeout_ms: u64,
    pub prefix: String,
}

/// The `[cache]` section; each key is explained in `config.example.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "config.example.toml documents each key")]
pub struct Cache {
    pub ttl_secs: u64,
    pub max_entries: u64,
    pub persisted_ttl_secs: u64,
    pub persisted_entries: u64,
}

impl Redis {
    /// The URL, if Redis is configured.
    #[must_use]
    pub fn url(&self) -> Option<&str> {
        Some(self.url.expose_secret()).filter(|url| !url.is_empty())
    }

    pub(super) fn check(&self) -> Checked {
        within("redis.timeout_ms", self.timeout_ms, 10, 10_000)?;
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
        if self.prefix.is_empty() || !self.prefix.bytes().all(plain) {
            return Err(invalid(
                "redis.prefix",
                "may contain letters, digits, '-', '_' and '.' only",
            ));
        }
        match self.url() {
            Some(url) if !(url.starts_with("redis://") || url.starts_with("rediss://")) => Err(
                invalid("redis.url", "must start with redis:// or rediss://"),
            ),
            _ => Ok(()),
        }
    }
}

impl Cache {
    pub(super) fn check(&self) -> Checked {
        within("cache.ttl_secs", self.ttl_secs, 1, 86_400)?;
        within("cache.max_entries", self.max_entries, 1, 10_000_000)?;
        within(
            "cache.persisted_ttl_secs",
            self.persisted_ttl_secs,
            1,
            2_592_000,
        )?;
        within(
            "cache.persisted_entries",
            self.persisted_entries,
            1,
            1_000_000,
        )
    }
}
