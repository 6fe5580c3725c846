//! `[database]`: SQLite or PostgreSQL.

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

use super::{Checked, invalid, within};

/// The section; each key is explained in `config.example.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "config.example.toml documents each key")]
pub struct Database {
    pub url: SecretString,
    pub max_connections: u32,
    pub acquire_timeout_ms: u64,
    pub statement_timeout_ms: u64,
    pub migrate_on_start: bool,
}

impl Database {
    pub(super) fn check(&self) -> Checked {
        within("database.max_connections", self.max_connections, 1, 1_000)?;
        within(
            "database.acquire_timeout_ms",
            self.acquire_timeout_ms,
            10,
            60_000,
        )?;
        within(
            "database.statement_timeout_ms",
            self.statement_timeout_ms,
            100,
            3_600_000,
        )?;
        let url = self.url.expose_secret();
        if ["sqlite:", "postgres://", "postgresql://"]
            .iter()
            .any(|scheme| url.starts_with(scheme))
        {
            Ok(())
        } else {
            Err(invalid(
                "database.url",
                "must start with sqlite:// or postgres://",
            ))
        }
    }
}
