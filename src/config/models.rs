//! `[writing.models]`: language models that propose the sentences of letters, and new words of résumés. Optional, and off by default.

use std::collections::BTreeMap;

use models::{Endpoint, Key, Provider, Task, endpoint::TokensField, money::Prices};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use url::Url;

use super::{Checked, ConfigError, invalid, safety, within};

/// Characters of the name of an endpoint, and of a model.
const NAME_CHARS_MAX: usize = 40;
const MODEL_CHARS_MAX: usize = 200;
/// The highest price of a million tokens, in millionths of the currency: 100 000.
const PRICE_MAX: u64 = 100_000_000_000;
/// The highest limit of a day, in tokens and in millionths of the currency.
const DAILY_MAX: u64 = 1 << 50;

/// The section; each key is explained in `config.example.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "config.example.toml documents each key")]
pub struct Models {
    pub endpoints: BTreeMap<String, ModelEndpoint>,
    pub letter: Vec<String>,
    pub tailoring: Vec<String>,
    pub temperature: f64,
    pub answer_tokens: u32,
    pub first_text_secs: u64,
    pub total_secs: u64,
    pub runs_per_user: u64,
    pub user_tokens_per_day: u64,
    pub user_micros_per_day: u64,
    pub tokens_per_day: u64,
    pub micros_per_day: u64,
    pub currency: String,
    pub sent_days: i64,
}

/// A model of a server.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "config.example.toml documents each key")]
pub struct ModelEndpoint {
    pub provider: Provider,
    pub url: String,
    #[serde(default)]
    pub plain_http: bool,
    pub model: String,
    #[serde(default)]
    pub key: SecretString,
    #[serde(default)]
    pub input_price: u64,
    #[serde(default)]
    pub output_price: u64,
    #[serde(default)]
    pub tokens_field: TokensField,
    #[serde(default = "yes")]
    pub asks_for_usage: bool,
}

impl Models {
    pub(super) fn check(&self) -> Checked {
        within("writing.models.temperature", self.temperature, -1.0, 2.0)?;
        for (key, value, low, high) in [
            (
                "writing.models.answer_tokens",
                u64::from(self.answer_tokens),
                100,
                10_000,
            ),
            (
                "writing.models.first_text_secs",
                self.first_text_secs,
                1,
                120,
            ),
            ("writing.models.total_secs", self.total_secs, 1, 240),
            ("writing.models.runs_per_user", self.runs_per_user, 1, 100),
        ] {
            within(key, value, low, high)?;
        }
        for (key, value) in [
            (
                "writing.models.user_tokens_per_day",
                self.user_tokens_per_day,
            ),
            (
                "writing.models.user_micros_per_day",
                self.user_micros_per_day,
            ),
            ("writing.models.tokens_per_day", self.tokens_per_day),
            ("writing.models.micros_per_day", self.micros_per_day),
        ] {
            within(key, value, 0, DAILY_MAX)?;
        }
        within("writing.models.sent_days", self.sent_days, 1, 3_650)?;
        let is_code =
            self.currency.len() == 3 && self.currency.bytes().all(|byte| byte.is_ascii_uppercase());
        if !is_code {
            let problem = "must be the code of a currency in three capital letters, such as USD";
            return Err(invalid("writing.models.currency", problem));
        }
        for (name, endpoint) in &self.endpoints {
            endpoint.checked(name)?;
        }
        self.check_route("writing.models.letter", &self.letter)?;
        self.check_route("writing.models.tailoring", &self.tailoring)
    }

    /// A route names endpoints, each once.
    fn check_route(&self, key: &'static str, route: &[String]) -> Checked {
        for (place, name) in route.iter().enumerate() {
            if !self.endpoints.contains_key(name) {
                let problem =
                    format!("there is no [writing.models.endpoints.{name}]; name endpoints only");
                return Err(invalid(key, problem));
            }
            if route.iter().take(place).any(|other| other == name) {
                let problem = format!("names {name} twice");
                return Err(invalid(key, problem));
            }
        }
        Ok(())
    }

    /// The endpoints.
    pub fn checked_endpoints(&self) -> Result<Vec<Endpoint>, ConfigError> {
        let endpoints = self.endpoints.iter();
        endpoints
            .map(|(name, endpoint)| endpoint.checked(name))
            .collect()
    }

    /// The names of the endpoints of each task, in the order in which they are asked.
    #[must_use]
    pub fn routes(&self) -> BTreeMap<Task, Vec<String>> {
        BTreeMap::from([
            (Task::Letter, self.letter.clone()),
            (Task::Rephrase, self.tailoring.clone()),
            (Task::Summary, self.tailoring.clone()),
        ])
    }
}

impl ModelEndpoint {
    /// The endpoint, if each of its values is valid.
    fn checked(&self, name: &str) -> Result<Endpoint, ConfigError> {
        // A URL may hold credentials by mistake, and a key is one: no message repeats them.
        let refuse = |key: &str, problem: &str| {
            let key = format!("writing.models.endpoints.{name}.{key}");
            invalid(key, problem.to_owned())
        };
        let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if name.is_empty() || name.len() > NAME_CHARS_MAX || !name.chars().all(is_plain) {
            let problem = format!(
                "{name:?} is not a name of at most {NAME_CHARS_MAX} of a-z, 0-9 and the hyphen"
            );
            return Err(invalid("writing.models.endpoints", problem));
        }
        let model = &self.model;
        if model.trim().is_empty()
            || model.chars().count() > MODEL_CHARS_MAX
            || model.chars().any(char::is_control)
        {
            let problem = "must be the name that the endpoint has for its model, in one line of at most 200 characters";
            return Err(refuse("model", problem));
        }
        for (key, price) in [
            ("input_price", self.input_price),
            ("output_price", self.output_price),
        ] {
            if price > PRICE_MAX {
                let problem = "is too high: it is the price of a million tokens in millionths of the currency, at most 100000000000";
                return Err(refuse(key, problem));
            }
        }
        let endpoint = Endpoint::new(name, self.provider, &self.url, model).map_err(|_| {
            refuse(
                "url",
                "must be an http or https address without user, query and fragment",
            )
        })?;
        let url: &Url = endpoint.url();
        let is_here = safety::is_loopback(url.host().as_ref());
        if url.scheme() == "http" && !is_here && !self.plain_http {
            let problem = "must be https: facts of profiles and the key are sent to it; for a server in a trusted network set plain_http";
            return Err(refuse("url", problem));
        }
        let mut endpoint = endpoint.with_prices(Prices {
            input: self.input_price,
            output: self.output_price,
        });
        endpoint.tokens_field = self.tokens_field;
        endpoint.asks_for_usage = self.asks_for_usage;
        let key = self.key.expose_secret();
        if key.is_empty() {
            return Ok(endpoint);
        }
        let key = Key::new(key)
            .map_err(|_| refuse("key", "must be visible ASCII text without spaces"))?;
        Ok(endpoint.with_key(key))
    }
}

const fn yes() -> bool {
    true
}
