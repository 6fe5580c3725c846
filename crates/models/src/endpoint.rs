//! An endpoint: a server, the protocol that it speaks, a model of it, and what that costs.

use serde::{Deserialize, Serialize};
use url::Url;

use crate::{key::Key, money::Prices};

/// The protocol of a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Provider {
    /// Chat Completions, which most servers speak: OpenAI, Ollama, llama.cpp, vLLM and others.
    #[serde(rename = "OPENAI")]
    OpenAi,
    /// Anthropic Messages.
    #[serde(rename = "ANTHROPIC")]
    Anthropic,
}

/// The name under which an OpenAI-compatible server takes the most tokens of an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TokensField {
    /// The older name, which all servers but those of newer reasoning models know.
    #[default]
    MaxTokens,
    /// The newer one.
    MaxCompletionTokens,
}

/// A model of a server.
#[derive(Clone, Debug)]
pub struct Endpoint {
    /// Its name in the configuration, unique among the endpoints.
    pub name: String,
    /// Its protocol.
    pub provider: Provider,
    /// The name of the model.
    pub model: String,
    /// The key, if it needs one.
    pub key: Option<Key>,
    /// What it costs.
    pub prices: Prices,
    /// The name of the limit of tokens; only for [`Provider::OpenAi`].
    pub tokens_field: TokensField,
    /// Whether the server is asked for the used tokens; some refuse the question. Only for [`Provider::OpenAi`].
    pub asks_for_usage: bool,
    url: Url,
}

/// The address is none that requests can be sent to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "The address of a model must be http or https, with a host, and without credentials, query and fragment."
)]
pub struct InvalidAddress;

impl Endpoint {
    /// A model below a base address, such as `https://api.example.com/v1`, without a key and free of charge.
    pub fn new(
        name: &str,
        provider: Provider,
        base: &str,
        model: &str,
    ) -> Result<Self, InvalidAddress> {
        Ok(Self {
            name: name.to_owned(),
            provider,
            model: model.to_owned(),
            key: None,
            prices: Prices::default(),
            tokens_field: TokensField::default(),
            asks_for_usage: true,
            url: address(provider, base)?,
        })
    }

    /// The endpoint with a key.
    #[must_use]
    pub fn with_key(mut self, key: Key) -> Self {
        self.key = Some(key);
        self
    }

    /// The endpoint with prices.
    #[must_use]
    pub const fn with_prices(mut self, prices: Prices) -> Self {
        self.prices = prices;
        self
    }

    /// Where requests are sent.
    #[must_use]
    pub const fn url(&self) -> &Url {
        &self.url
    }
}

fn address(provider: Provider, base: &str) -> Result<Url, InvalidAddress> {
    let mut url = Url::parse(base.trim()).map_err(|_| InvalidAddress)?;
    let plain = matches!(url.scheme(), "http" | "https")
        && url.has_host()
        && url.username().is_empty()
        && url.password().is_none()
        && url.query().is_none()
        && url.fragment().is_none();
    if !plain {
        return Err(InvalidAddress);
    }
    let path = url.path().trim_end_matches('/');
    let path = match provider {
        Provider::OpenAi => format!("{path}/chat/completions"),
        Provider::Anthropic => {
            format!("{}/v1/messages", path.strip_suffix("/v1").unwrap_or(path))
        }
    };
    url.set_path(&path);
    Ok(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(provider: Provider, base: &str, expected: &str) {
        let endpoint = Endpoint::new("main", provider, base, "m").unwrap();
        assert_eq!(endpoint.url().as_str(), expected);
    }

    #[test]
    fn requests_go_below_the_base_address() {
        let openai = Provider::OpenAi;
        check(
            openai,
            "https://a.example/v1",
            "https://a.example/v1/chat/completions",
        );
        check(
            openai,
            "https://a.example/v1/",
            "https://a.example/v1/chat/completions",
        );
        check(
            openai,
            "http://127.0.0.1:11434",
            "http://127.0.0.1:11434/chat/completions",
        );
        let anthropic = Provider::Anthropic;
        check(
            anthropic,
            "https://a.example",
            "https://a.example/v1/messages",
        );
        check(
            anthropic,
            "https://a.example/v1/",
            "https://a.example/v1/messages",
        );
        check(
            anthropic,
            "https://a.example/x/v1",
            "https://a.example/x/v1/messages",
        );
    }

    #[test]
    fn other_addresses_are_refused() {
        for base in [
            "",
            "a.example",
            "ftp://a.example",
            "file:///etc",
            "https://user@a.example",
            "https://:secret@a.example",
            "https://a.example?key=secret",
            "https://a.example#x",
        ] {
            let refused = Endpoint::new("main", Provider::OpenAi, base, "m").unwrap_err();
            assert_eq!(refused, InvalidAddress, "{base}");
        }
    }

    #[test]
    fn providers_have_the_names_of_the_configuration() {
        let names = serde_json::to_string(&[Provider::OpenAi, Provider::Anthropic]).unwrap();
        assert_eq!(names, r#"["OPENAI","ANTHROPIC"]"#);
    }
}
