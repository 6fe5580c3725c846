//! `[providers.NAME]`: who may vouch for people (OpenID Connect). NAME stands in the addresses `/auth/NAME/start` and
//! `/auth/NAME/callback`.

use std::collections::BTreeMap;

use secrecy::SecretString;
use serde::Deserialize;

use super::{Checked, invalid, safety};

/// The sections; each key is explained in `config.example.toml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct Providers(pub BTreeMap<String, Provider>);

/// One of them.
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

/// What is known of a provider beforehand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Preset {
    /// Nothing: it follows the standard.
    #[default]
    Generic,
    /// LinkedIn, which does not in some points.
    Linkedin,
}

/// How the gateway shows the provider that it is itself (OpenID Connect Core, 9).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ClientAuth {
    /// The secret in a header: `client_secret_basic`.
    #[default]
    Basic,
    /// The secret in the body: `client_secret_post`.
    Post,
}

/// Algorithms of signatures that a provider may use: none by which we would need a secret.
const ALGORITHMS: [&str; 9] = [
    "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA",
];
/// Characters of a name: it stands in addresses.
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
            return refuse("client_id", "must be what the provider gave you");
        }
        if !self.issuer_is_safe() {
            return refuse(
                "issuer",
                "must be the https address of the provider, as its discovery document names it",
            );
        }
        if let Some(unknown) = self.algorithms().find(|name| !ALGORITHMS.contains(name)) {
            return refuse(
                "algorithms",
                &format!("{unknown:?} is none of {}", ALGORITHMS.join(" ")),
            );
        }
        if !self.scopes.is_empty() && self.scopes.split(' ').all(|scope| scope != "openid") {
            return refuse("scopes", "must hold openid");
        }
        Ok(())
    }

    /// Only what comes by TLS can be believed, but from the machine itself.
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

    /// The algorithms that were chosen; none: any that is safe.
    pub fn algorithms(&self) -> impl Iterator<Item = &str> {
        self.algorithms.split(' ').filter(|name| !name.is_empty())
    }
}

const fn yes() -> bool {
    true
}
