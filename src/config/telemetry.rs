//! `[telemetry]`: logs, traces and metrics.

use std::net::SocketAddr;

use serde::Deserialize;

use super::{Checked, invalid, web_address, within};

/// The section; each key is explained in `config.example.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "config.example.toml documents each key")]
pub struct Telemetry {
    pub log: String,
    pub log_format: LogFormat,
    pub otlp_endpoint: String,
    pub service_name: String,
    pub trace_ratio: f64,
    pub metrics_addr: String,
}

/// The format of log lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// Human-readable text.
    Text,
    /// JSON.
    Json,
}

impl Telemetry {
    pub(super) fn check(&self) -> Checked {
        within("telemetry.trace_ratio", self.trace_ratio, 0.0, 1.0)?;
        if self.log.parse::<tracing_subscriber::EnvFilter>().is_err() {
            return Err(invalid(
                "telemetry.log",
                format!(
                    "{:?} is not a log filter such as info or careergraph=debug",
                    self.log
                ),
            ));
        }
        if !self.metrics_addr.is_empty() && self.metrics_listen().is_none() {
            return Err(invalid(
                "telemetry.metrics_addr",
                format!(
                    "{:?} is not an address and a port such as 127.0.0.1:9464",
                    self.metrics_addr
                ),
            ));
        }
        if self.otlp_endpoint.is_empty() {
            Ok(())
        } else {
            web_address("telemetry.otlp_endpoint", &self.otlp_endpoint)
        }
    }

    /// The address of the metrics endpoint, if configured.
    pub fn metrics_listen(&self) -> Option<SocketAddr> {
        self.metrics_addr.parse().ok()
    }
}
