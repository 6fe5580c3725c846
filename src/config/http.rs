//! `[http]`: where we listen and who may call from a browser.

use std::net::SocketAddr;

use serde::Deserialize;

use super::{Checked, invalid, web_address, within};

/// The section; each key is explained in `config.example.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "config.example.toml documents each key")]
pub struct Http {
    pub listen: SocketAddr,
    pub public_url: String,
    pub graphiql: bool,
    pub allowed_origins: Vec<String>,
    pub drain_secs: u64,
}

impl Http {
    pub(super) fn check(&self) -> Checked {
        within("http.drain_secs", self.drain_secs, 0, 300)?;
        if !self.public_url.is_empty() {
            web_address("http.public_url", &self.public_url)?;
        }
        for origin in &self.allowed_origins {
            let exact = url::Url::parse(origin).is_ok_and(|url| url.origin().ascii_serialization() == *origin);
            if !exact {
                return Err(invalid("http.allowed_origins", format!("{origin:?} is not an origin such as https://app.example.org")));
            }
        }
        Ok(())
    }
}
