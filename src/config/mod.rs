//! Configuration: `config.example.toml` (compiled in) < file < environment, then validated.
//! Every unknown key or invalid value is refused at start with its name.

use std::{ffi::OsString, io::ErrorKind, path::Path};

use config::{File, FileFormat};
use serde::Deserialize;

use self::{
    check::{bool_or, web_address, within},
    environment::Environment,
    error::{invalid, not_toml},
};

mod applications;
mod auth;
mod changes;
mod check;
mod connections;
mod database;
mod documents;
mod embeddings;
mod environment;
mod error;
mod graphql;
mod http;
mod imports;
mod jobs;
mod limits;
mod linkedin;
mod mail;
mod mcp;
mod models;
mod moderation;
mod outbound;
mod proposals;
mod providers;
mod queue;
mod redis;
mod safety;
mod sources;
mod streams;
mod telemetry;
mod writing;

pub use self::{
    applications::Applications,
    auth::Auth,
    changes::Changes,
    check::Checked,
    connections::Connections,
    database::Database,
    documents::{Documents, S3},
    embeddings::Embeddings,
    error::ConfigError,
    graphql::Graphql,
    http::{Http, Pages},
    imports::Imports,
    jobs::Jobs,
    limits::Limits,
    linkedin::Linkedin,
    mail::{Mail, MailTls, MailTransport},
    mcp::Mcp,
    models::{ModelEndpoint, Models},
    moderation::Moderation,
    outbound::Outbound,
    proposals::Proposals,
    providers::{ClientAuth, Preset, Provider, Providers},
    queue::Queue,
    redis::{Cache, Redis},
    sources::Sources,
    streams::Streams,
    telemetry::{LogFormat, Telemetry},
    writing::Writing,
};

/// The documented defaults.
pub const EXAMPLE: &str = include_str!("../../config.example.toml");

/// Variables with common names outside of our prefix; they override prefixed ones.
const USUAL_VARIABLES: [(&str, &str); 6] = [
    ("DATABASE_URL", "database.url"),
    ("REDIS_URL", "redis.url"),
    ("RUST_LOG", "telemetry.log"),
    ("OTEL_SERVICE_NAME", "telemetry.service_name"),
    (
        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
        "telemetry.otlp_endpoint",
    ),
    ("OTEL_TRACES_SAMPLER_ARG", "telemetry.trace_ratio"),
];

/// The default configuration file.
const USUAL_FILE: &str = "careergraph.toml";

/// Renamed keys: old name, new name.
const RENAMED: [(&str, &str); 12] = [
    ("sources.user_agent", "outbound.user_agent"),
    ("limits.group_secs", "limits.area_secs"),
    ("limits.group_secs_of", "limits.area_secs_of"),
    (
        "limits.guesses_per_account",
        "auth.failed_sign_ins_per_account",
    ),
    (
        "limits.guesses_per_address",
        "auth.failed_sign_ins_per_address",
    ),
    (
        "limits.guesses_per_network",
        "auth.failed_sign_ins_per_network",
    ),
    ("limits.api_tokens_per_user", "auth.api_tokens_per_user"),
    ("limits.api_token_days", "auth.api_token_days"),
    ("limits.reports_per_day", "moderation.reports_per_day"),
    ("limits.follow_poll_secs", "changes.follow_poll_secs"),
    ("notifications.follow_poll_secs", "changes.follow_poll_secs"),
    ("limits.applications_per_user", "applications.per_user"),
];

/// The whole configuration, one field per section.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    missing_docs,
    reason = "the sections document themselves, and so does config.example.toml"
)]
pub struct Config {
    pub http: Http,
    pub graphql: Graphql,
    pub mcp: Mcp,
    pub database: Database,
    pub redis: Redis,
    pub cache: Cache,
    pub auth: Auth,
    #[serde(default)]
    pub providers: Providers,
    pub outbound: Outbound,
    pub sources: Sources,
    pub jobs: Jobs,
    pub linkedin: Linkedin,
    pub queue: Queue,
    pub mail: Mail,
    pub applications: Applications,
    pub connections: Connections,
    pub documents: Documents,
    pub embeddings: Embeddings,
    pub imports: Imports,
    pub writing: Writing,
    pub changes: Changes,
    pub proposals: Proposals,
    pub moderation: Moderation,
    pub limits: Limits,
    pub streams: Streams,
    pub telemetry: Telemetry,
}

impl Config {
    /// Reads the defaults, the file if there is one, and the environment.
    pub fn load(file: Option<&Path>) -> Result<Self, ConfigError> {
        Self::read(file, std::env::vars_os())
    }

    fn read(
        file: Option<&Path>,
        variables: impl IntoIterator<Item = (OsString, OsString)>,
    ) -> Result<Self, ConfigError> {
        let environment = Environment::new(variables);
        let mut builder =
            config::Config::builder().add_source(File::from_str(EXAMPLE, FileFormat::Toml));
        if let Some(text) = text_of(file)? {
            builder = builder.add_source(File::from_str(&text, FileFormat::Toml));
        }
        let defaults = EXAMPLE
            .parse::<toml::Table>()
            .map_err(|cause| not_toml(Path::new("config.example.toml"), EXAMPLE, &cause))?;
        for (key, value) in environment.settings(&defaults)? {
            builder = builder.set_override(key, value)?;
        }
        let base = environment
            .variable("OTEL_EXPORTER_OTLP_ENDPOINT")
            .map(|url| format!("{}/v1/traces", url.trim_end_matches('/')));
        builder = builder.set_override_option("telemetry.otlp_endpoint", base)?;
        for (variable, key) in USUAL_VARIABLES {
            builder = builder.set_override_option(key, environment.variable(variable))?;
        }
        let built = builder.build()?;
        if let Some((old, new)) = RENAMED
            .iter()
            .find(|(old, _)| built.get::<config::Value>(old).is_ok())
        {
            return Err(invalid(*old, format!("is now called {new}")));
        }
        let mut config: Self = built.try_deserialize()?;
        config.auth.verify_email = config
            .auth
            .verify_email_setting
            .unwrap_or(!config.is_alone());
        config.jobs.read_rates()?;
        config.check()?;
        Ok(config)
    }

    /// Refuses values that would only fail later.
    fn check(&self) -> Checked {
        self.http.check()?;
        self.graphql.check()?;
        self.mcp.check()?;
        self.database.check()?;
        self.redis.check()?;
        self.cache.check()?;
        self.auth.check()?;
        self.providers.check()?;
        self.outbound.check()?;
        self.sources.check()?;
        self.linkedin.check()?;
        self.queue.check()?;
        self.mail.check()?;
        self.applications.check()?;
        self.connections.check()?;
        self.documents.check()?;
        self.embeddings.check()?;
        self.imports.check()?;
        self.writing.check()?;
        self.changes.check()?;
        self.proposals.check(&self.changes)?;
        self.moderation.check()?;
        self.limits.check()?;
        self.streams.check()?;
        self.telemetry.check()?;
        if self.auth.sign_up && !self.may_open_sign_up() {
            let problem = "false lets anyone who reaches the server sign up with other people's addresses; use true or \"auto\", or disable auth.sign_up";
            return Err(invalid("auth.verify_email", problem));
        }
        safety::check(&safety::Facts {
            http: &self.http,
            mail: &self.mail,
            database: &self.database,
            redis: &self.redis,
            auth: &self.auth,
            is_local: self.is_local(),
        })
    }

    /// True if GraphiQL and the start page are served.
    #[must_use]
    pub fn has_pages(&self) -> bool {
        match self.http.graphiql {
            Pages::On => true,
            Pages::Off => false,
            Pages::Local => self.is_local(),
        }
    }

    /// True if sent mails are kept in memory and shown: where only this machine reaches the server, without a proxy, and mails do not leave it.
    #[must_use]
    pub fn keeps_mails(&self) -> bool {
        let http = &self.http;
        let is_reached_by_others =
            !self.is_local() || !http.listen.ip().is_loopback() || !http.trusted_proxies.is_empty();
        !is_reached_by_others && self.mail.transport != MailTransport::Smtp
    }

    /// Refuses the demo data if other machines may reach the server: its password is public.
    pub fn check_demo(&self) -> Checked {
        if self.is_local() {
            Ok(())
        } else {
            Err(invalid(
                "--demo",
                "the demo's password is public; use it only where no other machine reaches the server",
            ))
        }
    }

    /// True if sign-up may be enabled: not where accounts could be created with other people's addresses.
    #[must_use]
    pub fn may_open_sign_up(&self) -> bool {
        self.auth.verify_email || (self.is_local() && self.http.listen.ip().is_loopback())
    }

    /// True if only this machine reaches the server and no setting suggests other users: then `auth.verify_email = "auto"` creates accounts
    /// without e-mail verification. A public name, a proxy or a mail transport suggests other users.
    fn is_alone(&self) -> bool {
        let http = &self.http;
        let names_nobody_else =
            http.public_url.is_empty() && http.hosts.is_empty() && http.trusted_proxies.is_empty();
        http.listen.ip().is_loopback()
            && names_nobody_else
            && self.mail.transport == MailTransport::Console
    }

    /// True if browsers reach the server on the machine itself only.
    fn is_local(&self) -> bool {
        url::Url::parse(&self.public_url()).is_ok_and(|url| safety::is_here(url.host().as_ref()))
    }

    /// The WebAuthn relying party: its id, and the origins of pages that may use passkeys; `None` if the server has no host name. On the
    /// local machine the id is `localhost`, because browsers create no passkeys for IP addresses.
    #[must_use]
    pub fn relying_party(&self) -> Option<(String, Vec<String>)> {
        let mut url = url::Url::parse(&self.public_url()).ok()?;
        if self.is_local() && !matches!(url.host(), Some(url::Host::Domain(_))) {
            url.set_host(Some("localhost")).ok()?;
        }
        let of_url = url.domain().map(str::to_owned);
        let name = Some(self.auth.passkey_rp_id.clone())
            .filter(|name| !name.is_empty())
            .or(of_url)?;
        let origins = self.auth.passkey_origins.clone();
        Some((
            name,
            if origins.is_empty() {
                vec![url.origin().ascii_serialization()]
            } else {
                origins
            },
        ))
    }

    /// The URL at which browsers reach the server, without a trailing slash.
    #[must_use]
    pub fn public_url(&self) -> String {
        if self.http.public_url.is_empty() {
            format!("http://{}", self.http.listen)
        } else {
            self.http.public_url.trim_end_matches('/').to_owned()
        }
    }
}

/// The text of the file, if it is TOML; `None` if no file was named and the default file does not exist.
fn text_of(file: Option<&Path>) -> Result<Option<String>, ConfigError> {
    let path = file.unwrap_or_else(|| Path::new(USUAL_FILE));
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(cause) if file.is_none() && cause.kind() == ErrorKind::NotFound => return Ok(None),
        Err(cause) => {
            return Err(invalid(
                path.display().to_string(),
                format!("cannot be read: {cause}"),
            ));
        }
    };
    match text.parse::<toml::Table>() {
        Ok(_) => Ok(Some(text)),
        Err(cause) => Err(not_toml(path, &text, &cause)),
    }
}

#[cfg(test)]
mod tests;
