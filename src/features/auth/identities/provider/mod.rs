//! Identity providers: OpenID Connect Core 1.0, authorization code flow. Everything that a provider sends is checked here; `quirks` lists
//! deviations from the standard, and what compensates for them.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::Algorithm;
use oauth2::{AuthType, ClientId, ClientSecret, RedirectUrl};
use openidconnect::IssuerUrl;
use secrecy::{ExposeSecret, SecretString};

use crate::{
    config::{self, ClientAuth},
    error::{Error, Result},
    platform::{Platform, clock::Clock},
};

mod authorize;
mod claims;
mod discovery;
mod document;
mod exchange;
mod fault;
mod http;
mod quirks;
mod signature;
mod user_info;

pub(super) use self::{authorize::Secrets, claims::LogoutClaims, document::Document};
use self::{document::Cached, http::Http, quirks::Quirks};
pub use self::{exchange::Tokens, fault::Fault, user_info::VerifiedIdentity};

/// The configured providers, by name.
pub struct Providers(BTreeMap<String, Arc<Provider>>);

/// A configured provider.
pub struct Provider {
    /// Its name in the configuration and in URLs.
    pub name: String,
    /// Its label for users.
    pub label: String,
    /// The URL where a browser starts.
    pub start_url: String,
    /// True if its statement that an address is verified is accepted.
    pub vouches_for_email: bool,
    /// True if its tokens are stored.
    pub keeps_tokens: bool,
    issuer: IssuerUrl,
    quirks: Quirks,
    client_id: ClientId,
    secret: SecretString,
    auth: AuthType,
    scopes: Vec<String>,
    algorithms: Vec<Algorithm>,
    redirect: RedirectUrl,
    http: Http,
    clock: Clock,
    known: tokio::sync::Mutex<Cached>,
}

impl Providers {
    /// The providers of this configuration. No request is sent before the first sign-in.
    pub fn new(platform: &Platform) -> Result<Self> {
        let all = platform.config.providers.0.iter();
        let made = all.map(|(name, config)| {
            Ok((
                name.clone(),
                Arc::new(Provider::new(name, config, platform)?),
            ))
        });
        Ok(Self(made.collect::<Result<_>>()?))
    }

    /// The provider with this name.
    pub fn get(&self, name: &str) -> std::result::Result<&Arc<Provider>, Fault> {
        self.0.get(name).ok_or(Fault::UnknownProvider)
    }

    /// All providers, by name.
    pub fn all(&self) -> impl Iterator<Item = &Arc<Provider>> {
        self.0.values()
    }
}

impl Provider {
    fn new(name: &str, config: &config::Provider, platform: &Platform) -> Result<Self> {
        let quirks = Quirks::of(config.preset);
        let issuer = if config.issuer.is_empty() {
            quirks.issuer
        } else {
            &config.issuer
        };
        let scopes = if config.scopes.is_empty() {
            "openid profile email"
        } else {
            &config.scopes
        };
        let chosen: Vec<Algorithm> = config
            .algorithms()
            .filter_map(|name| name.parse().ok())
            .collect();
        let in_body = quirks.secret_in_body || config.client_auth == ClientAuth::Post;
        let home = format!("{}/auth/{name}", platform.config.public_url());
        let issuer = IssuerUrl::new(issuer.to_owned()).map_err(Error::internal)?;
        let http = Http {
            net: platform.net.clone(),
            patience: Duration::from_secs(platform.config.auth.provider_timeout_secs),
            issuer: issuer.url().clone(),
        };
        Ok(Self {
            name: name.to_owned(),
            label: if config.label.is_empty() {
                quirks.label.unwrap_or(name)
            } else {
                &config.label
            }
            .to_owned(),
            start_url: format!("{home}/start"),
            vouches_for_email: config.vouches_for_email,
            keeps_tokens: config.keep_tokens,
            issuer,
            client_id: ClientId::new(config.client_id.clone()),
            secret: config.client_secret.clone(),
            auth: if in_body {
                AuthType::RequestBody
            } else {
                AuthType::BasicAuth
            },
            scopes: scopes
                .split(' ')
                .filter(|scope| !scope.is_empty())
                .map(str::to_owned)
                .collect(),
            algorithms: if chosen.is_empty() {
                quirks.algorithms.to_vec()
            } else {
                chosen
            },
            redirect: RedirectUrl::new(format!("{home}/callback")).map_err(Error::internal)?,
            http,
            clock: platform.clock.clone(),
            known: tokio::sync::Mutex::default(),
            quirks,
        })
    }

    /// The issuer of the provider.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    fn client_secret(&self) -> Option<ClientSecret> {
        Some(self.secret.expose_secret())
            .filter(|secret| !secret.is_empty())
            .map(|secret| ClientSecret::new(secret.to_owned()))
    }

    /// The current time minus and plus the allowed clock difference.
    fn now_within(&self, leeway: TimeDelta) -> (DateTime<Utc>, DateTime<Utc>) {
        (self.clock.now() - leeway, self.clock.now() + leeway)
    }
}
