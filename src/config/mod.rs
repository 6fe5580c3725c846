//! Configuration: `config.example.toml` (compiled in) < file < environment, then checked.
//! Every wrong key or value is refused at start with its name.

use std::path::Path;

use config::{Environment, File, FileFormat};
use serde::Deserialize;

mod auth;
mod database;
mod graphql;
mod http;
mod limits;
mod mail;
mod providers;
mod queue;
mod redis;
mod safety;
mod sources;
mod streams;
mod telemetry;

pub use self::{
    auth::Auth,
    database::Database,
    graphql::Graphql,
    http::{Http, Pages},
    limits::Limits,
    mail::{Mail, MailTls, MailTransport},
    providers::{ClientAuth, Preset, Provider, Providers},
    queue::Queue,
    redis::{Cache, Redis},
    sources::Sources,
    streams::Streams,
    telemetry::{LogFormat, Telemetry},
};

/// The documented defaults.
pub const EXAMPLE: &str = include_str!("../../config.example.toml");

/// Variables that have their own names everywhere; they go before ours.
const USUAL_VARIABLES: [(&str, &str); 6] = [
    ("DATABASE_URL", "database.url"),
    ("REDIS_URL", "redis.url"),
    ("RUST_LOG", "telemetry.log"),
    ("OTEL_SERVICE_NAME", "telemetry.service_name"),
    ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "telemetry.otlp_endpoint"),
    ("OTEL_TRACES_SAMPLER_ARG", "telemetry.trace_ratio"),
];

/// The whole configuration, one field per section.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the sections document themselves, and so does config.example.toml")]
pub struct Config {
    pub http: Http,
    pub graphql: Graphql,
    pub database: Database,
    pub redis: Redis,
    pub cache: Cache,
    pub auth: Auth,
    #[serde(default)]
    pub providers: Providers,
    pub sources: Sources,
    pub queue: Queue,
    pub mail: Mail,
    pub limits: Limits,
    pub streams: Streams,
    pub telemetry: Telemetry,
}

/// A configuration that cannot be used, with the key's name.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// A file or variable cannot be read as the key wants it.
    #[error("configuration: {0}")]
    Unreadable(#[from] config::ConfigError),
    /// A value is out of range.
    #[error("configuration: {key}: {problem}")]
    Invalid {
        /// `section.key`.
        key: &'static str,
        /// What is wrong and what would do.
        problem: String,
    },
}

/// Whether a configuration can be used.
pub type Checked = Result<(), ConfigError>;

impl Config {
    /// Reads the defaults, the file if there is one, and the environment.
    pub fn load(file: Option<&Path>) -> Result<Self, ConfigError> {
        let mut builder = config::Config::builder().add_source(File::from_str(EXAMPLE, FileFormat::Toml));
        builder = match file {
            Some(file) => builder.add_source(File::from(file).format(FileFormat::Toml)),
            None => builder.add_source(File::with_name("careergraph.toml").format(FileFormat::Toml).required(false)),
        };
        builder = builder.add_source(
            Environment::with_prefix("CAREERGRAPH")
                .prefix_separator("__")
                .separator("__")
                .try_parsing(true)
                .list_separator(",")
                .with_list_parse_key("http.hosts")
                .with_list_parse_key("http.allowed_origins")
                .with_list_parse_key("http.trusted_proxies")
                .with_list_parse_key("auth.return_to")
                .with_list_parse_key("auth.passkey_origins"),
        );
        let base = variable_of("OTEL_EXPORTER_OTLP_ENDPOINT").map(|url| format!("{}/v1/traces", url.trim_end_matches('/')));
        builder = builder.set_override_option("telemetry.otlp_endpoint", base)?;
        for (variable, key) in USUAL_VARIABLES {
            builder = builder.set_override_option(key, variable_of(variable))?;
        }
        let config: Self = builder.build()?.try_deserialize()?;
        config.check()?;
        Ok(config)
    }

    /// Refuses values that would only fail later.
    fn check(&self) -> Checked {
        self.http.check()?;
        self.graphql.check()?;
        self.database.check()?;
        self.redis.check()?;
        self.cache.check()?;
        self.auth.check()?;
        self.providers.check()?;
        self.sources.check()?;
        self.queue.check()?;
        self.mail.check()?;
        self.limits.check()?;
        self.streams.check()?;
        self.telemetry.check()?;
        if self.auth.sign_up && !self.may_open_sign_up() {
            let problem = "false lets anybody take addresses of others on a public server; use true, or close auth.sign_up";
            return Err(invalid("auth.verify_email", problem));
        }
        safety::check(self)
    }

    /// Whether the pages for people are there.
    #[must_use]
    pub fn has_pages(&self) -> bool {
        match self.http.graphiql {
            Pages::On => true,
            Pages::Off => false,
            Pages::Local => self.is_local(),
        }
    }

    /// Refuses the demo data where others may come: its password is published.
    pub fn check_demo(&self) -> Checked {
        if self.is_local() {
            Ok(())
        } else {
            Err(invalid("--demo", "the password of the demo is published; it is for the own machine only"))
        }
    }

    /// Whether strangers may be let in at all: not where anybody could take addresses of others.
    #[must_use]
    pub fn may_open_sign_up(&self) -> bool {
        self.auth.verify_email || self.is_local()
    }

    /// Whether browsers reach the server on the machine itself only.
    fn is_local(&self) -> bool {
        url::Url::parse(&self.public_url()).is_ok_and(|url| safety::is_here(url.host().as_ref()))
    }

    /// The name that passkeys are bound to, and the origins of pages that may use them; none where the server has no name. On the own
    /// machine that is `localhost`: browsers make no passkeys for an address.
    #[must_use]
    pub fn relying_party(&self) -> Option<(String, Vec<String>)> {
        let mut url = url::Url::parse(&self.public_url()).ok()?;
        if self.is_local() && !matches!(url.host(), Some(url::Host::Domain(_))) {
            url.set_host(Some("localhost")).ok()?;
        }
        let of_url = url.domain().map(str::to_owned);
        let name = Some(self.auth.passkey_rp_id.clone()).filter(|name| !name.is_empty()).or(of_url)?;
        let origins = self.auth.passkey_origins.clone();
        Some((name, if origins.is_empty() { vec![url.origin().ascii_serialization()] } else { origins }))
    }

    /// Where browsers reach the server, without a slash at the end.
    #[must_use]
    pub fn public_url(&self) -> String {
        if self.http.public_url.is_empty() {
            format!("http://{}", self.http.listen)
        } else {
            self.http.public_url.trim_end_matches('/').to_owned()
        }
    }
}

fn variable_of(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

fn invalid(key: &'static str, problem: impl Into<String>) -> ConfigError {
    ConfigError::Invalid { key, problem: problem.into() }
}

fn within<T: PartialOrd + std::fmt::Display + Copy>(key: &'static str, value: T, low: T, high: T) -> Checked {
    if value >= low && value <= high { Ok(()) } else { Err(invalid(key, format!("{value} is out of range; use {low} to {high}"))) }
}

fn web_address(key: &'static str, value: &str) -> Checked {
    match url::Url::parse(value) {
        Ok(url) if matches!(url.scheme(), "http" | "https") && url.host().is_some() => Ok(()),
        _ => Err(invalid(key, format!("{value:?} is not an http or https address"))),
    }
}

#[cfg(test)]
mod tests;
