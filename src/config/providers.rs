//! `[providers.NAME]`: sign-in providers (OpenID Connect). NAME is part of the paths `/auth/NAME/start` and
//! `/auth/NAME/callback`.

use std::collections::BTreeMap;

use secrecy::SecretString;
use serde::Deserialize;

use super::{Checked, invalid, safety};

/// The sections; each key is explained in `config.example.toml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct Providers(pub BTreeMap<String, Provider>);

/// One provider.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "config.example.toml documents each key")]
pub struct Provider {
    #[serde(default)]
    pub preset: Preset,
    #[serde(default)]
    pub label: String,
    #[serde(default)]
    pub issuer: String,
    pub client_id: String,
    #[serde(default)]
    pub client_secret: SecretString,
    #[serde(default)]
    pub scopes: String,
    #[serde(default)]
    pub client_auth: ClientAuth,
    #[serde(default)]
    pub algorithms: String,
    #[serde(default = "yes")]
    pub vouches_for_email: bool,
    #[serde(default)]
    pub keep_tokens: bool,
}

/// Known deviations of a provider from the standard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Preset {
    /// None: it follows the standard.
    #[default]
    Generic,
    /// LinkedIn, which deviates in some points.
    Linkedin,
}

/// How the server authenticates to the provider (OpenID Connect Core, 9).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ClientAuth {
    /// The secret in a header: `client_secret_basic`.
    #[default]
    Basic,
    /// The secret in the body: `client_secret_post`.
    Post,
}

/// Signature algorithms that a provider may use: asymmetric ones only.
const ALGORITHMS: [&str; 9] = [
    "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA",
];
/// Maximum characters of a name: it is part of URLs.
const NAME_MAX: usize = 32;

impl Providers {
    pub(super) fn check(&self) -> Checked {
        self.0
            .iter()
            .try_for_each(|(name, provider)| provider.check(name))
    }
}

impl Provider {
    fn check(&self, name: &str) -> Checked {
        let refuse = |key: &str, problem: &str| {
            Err(invalid("providers", format!("{name}.{key}: {problem}")))
        };
        let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if name.is_empty() || name.len() > NAME_MAX || !name.chars().all(is_plain) {
            return Err(invalid(
                "providers",
                format!("{name:?} is not a name of at most 32 of a-z, 0-9 and -"),
            ));
        }
        if self.client_id.is_empty() {
            return refuse(
                "client_id",
                "must be the client id that the provider assigned",
            );
        }
        if !self.issuer_is_safe() {
            return refuse(
                "issuer",
                "must be the https URL of the provider, as in its discovery document",
            );
        }
        if let Some(unknown) = self.algorithms().find(|name| !ALGORITHMS.contains(name)) {
            return refuse(
                "algorithms",
                &format!("{unknown:?} is not one of {}", ALGORITHMS.join(" ")),
            );
        }
        if !self.scopes.is_empty() && self.scopes.split(' ').all(|scope| scope != "openid") {
            return refuse("scopes", "must contain openid");
        }
        Ok(())
    }

    /// True for https, and for http on the machine itself.
    fn issuer_is_safe(&self) -> bool {
        if self.issuer.is_empty() {
            return self.preset == Preset::Linkedin;
        }
        let Ok(url) = url::Url::parse(&self.issuer) else {
            return false;
        };
        let may_be_plain = url.scheme() == "http" && safety::is_loopback(url.host().as_ref());
        url.has_host()
            && url.query().is_none()
            && url.fragment().is_none()
            && (url.scheme() == "https" || may_be_plain)
    }

    /// The allowed algorithms; if empty, all safe ones.
    pub fn algorithms(&self) -> impl Iterator<Item = &str> {
        self.algorithms.split(' ').filter(|name| !name.is_empty())
    }
}

const fn yes() -> bool {
    true
}
