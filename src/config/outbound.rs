//! `[outbound]`: outgoing HTTP requests.

use ipnet::IpNet;
use serde::Deserialize;

use super::{Checked, invalid};

/// The section; each key is explained in `config.example.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "config.example.toml documents each key")]
pub struct Outbound {
    pub user_agent: String,
    pub named_plain_http: bool,
    pub named_ports: Vec<u16>,
    #[serde(deserialize_with = "super::http::networks")]
    pub named_networks: Vec<IpNet>,
}

impl Outbound {
    pub(super) fn check(&self) -> Checked {
        if self.user_agent.is_empty()
            || !self.user_agent.bytes().all(|b| (b' '..=b'~').contains(&b))
        {
            return Err(invalid("outbound.user_agent", "must be visible ASCII text"));
        }
        if self.named_ports.contains(&0) {
            return Err(invalid("outbound.named_ports", "0 is not a port"));
        }
        Ok(())
    }
}
