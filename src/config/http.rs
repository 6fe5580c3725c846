//! `[http]`: addresses, host names, allowed origins, and limits of connections.

use std::{
    collections::HashSet,
    net::{IpAddr, SocketAddr},
};

use ipnet::IpNet;
use serde::{Deserialize, Deserializer, de};

use super::{Checked, bool_or, invalid, web_address, within};

/// Allows every host name.
const ANY_HOST: &str = "*";

/// The section; each key is explained in `config.example.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "config.example.toml documents each key")]
pub struct Http {
    pub listen: SocketAddr,
    pub public_url: String,
    pub graphiql: Pages,
    pub hosts: Vec<String>,
    pub allowed_origins: Vec<String>,
    #[serde(deserialize_with = "networks")]
    pub trusted_proxies: Vec<IpNet>,
    pub connections_max: usize,
    pub header_timeout_secs: u64,
    pub body_timeout_secs: u64,
    pub upload_timeout_secs: u64,
    pub idle_secs: u64,
    pub head_bytes: usize,
    pub url_bytes: usize,
    pub compress_from_bytes: usize,
    pub edition_2026: bool,
    pub drain_secs: u64,
}

/// Whether GraphiQL and the start page are served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pages {
    /// If `public_url` leads to the machine itself only.
    Local,
    /// Always.
    On,
    /// Never.
    Off,
}

impl<'de> Deserialize<'de> for Pages {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(
            bool_or(deserializer, "local")?.map_or(Self::Local, |is_on| {
                if is_on { Self::On } else { Self::Off }
            }),
        )
    }
}

impl Http {
    pub(super) fn check(&self) -> Checked {
        within("http.connections_max", self.connections_max, 1, 1_000_000)?;
        within("http.header_timeout_secs", self.header_timeout_secs, 1, 30)?;
        within("http.body_timeout_secs", self.body_timeout_secs, 1, 300)?;
        within("http.upload_timeout_secs", self.upload_timeout_secs, 1, 600)?;
        within("http.idle_secs", self.idle_secs, 1, 3_600)?;
        within("http.head_bytes", self.head_bytes, 8_192, 1_048_576)?;
        within("http.url_bytes", self.url_bytes, 1_024, 65_534)?;
        within(
            "http.compress_from_bytes",
            self.compress_from_bytes,
            0,
            67_108_864,
        )?;
        within("http.drain_secs", self.drain_secs, 0, 300)?;
        if !self.public_url.is_empty() {
            web_address("http.public_url", &self.public_url)?;
        }
        for host in &self.hosts {
            let exact = !host.contains('*')
                && matches!(url::Host::parse(host), Ok(url::Host::Domain(name)) if name == *host);
            if !exact && host != ANY_HOST {
                return Err(invalid(
                    "http.hosts",
                    format!("{host:?} is not a name such as careers.example.org, or \"*\" for any"),
                ));
            }
        }
        for origin in &self.allowed_origins {
            let exact = !origin.contains('*')
                && url::Url::parse(origin)
                    .is_ok_and(|url| url.origin().ascii_serialization() == *origin);
            if !exact {
                return Err(invalid(
                    "http.allowed_origins",
                    format!(
                        "{origin:?} is not an origin such as https://app.example.org; list each origin, because its pages act as the user"
                    ),
                ));
            }
        }
        Ok(())
    }

    /// The allowed host names, in addition to `localhost` and IP addresses; `None` allows any.
    pub fn host_names(&self) -> Option<HashSet<String>> {
        let of_url = url::Url::parse(&self.public_url)
            .ok()
            .and_then(|url| url.host_str().map(str::to_owned));
        let takes_any = self.hosts.iter().any(|host| host == ANY_HOST);
        (!takes_any).then(|| self.hosts.iter().cloned().chain(of_url).collect())
    }

    /// True if browsers reach the server by TLS.
    pub fn is_behind_tls(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}

/// Parses networks such as `10.0.0.0/8`; a single address is a network of one address.
pub(super) fn networks<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<IpNet>, D::Error> {
    let network = |text: String| {
        let address = || text.parse::<IpAddr>().map(IpNet::from);
        text.parse()
            .or_else(|_| address())
            .map_err(|_| de::Error::custom(format!("{text:?} is not a network such as 10.0.0.0/8")))
    };
    Vec::<String>::deserialize(deserializer)?
        .into_iter()
        .map(network)
        .collect()
}
