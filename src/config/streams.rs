//! `[streams]`: timeouts and keep-alives of WebSockets, server-sent events and multipart bodies.

use serde::Deserialize;

use super::{Checked, within};

/// The section; each key is explained in `config.example.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "config.example.toml documents each key")]
pub struct Streams {
    pub init_secs: u64,
    pub ping_secs: u64,
    pub comment_secs: u64,
    pub heartbeat_secs: u64,
    pub lag_secs: u64,
}

impl Streams {
    pub(super) fn check(&self) -> Checked {
        within("streams.init_secs", self.init_secs, 1, 60)?;
        within("streams.ping_secs", self.ping_secs, 1, 3_600)?;
        within("streams.comment_secs", self.comment_secs, 1, 3_600)?;
        within("streams.heartbeat_secs", self.heartbeat_secs, 1, 3_600)?;
        within("streams.lag_secs", self.lag_secs, 1, 300)
    }
}
