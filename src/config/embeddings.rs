//! `[embeddings]`: the endpoint that turns texts of postings and profiles into vectors. Optional.

use std::collections::{BTreeMap, BTreeSet};

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use url::Url;

use super::{Checked, invalid, safety, web_address, within};

/// Characters of the name of a model at most.
const MODEL_CHARS_MAX: usize = 200;

/// The section; each key is explained in `config.example.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "config.example.toml documents each key")]
pub struct Embeddings {
    pub url: String,
    pub plain_http: bool,
    pub key: SecretString,
    pub model: String,
    pub model_of: BTreeMap<String, String>,
    pub batch: u64,
    pub timeout_secs: u64,
    pub candidates: usize,
}

impl Embeddings {
    pub(super) fn check(&self) -> Checked {
        within("embeddings.batch", self.batch, 1, 2_048)?;
        within("embeddings.timeout_secs", self.timeout_secs, 1, 300)?;
        within("embeddings.candidates", self.candidates, 1, 2_000)?;
        let key = self.key.expose_secret();
        if !key.bytes().all(|byte| byte.is_ascii_graphic()) {
            let problem = "must be visible ASCII text without spaces";
            return Err(invalid("embeddings.key", problem));
        }
        check_model("embeddings.model", &self.model)?;
        for (language, model) in &self.model_of {
            let is_code = (2..=3).contains(&language.len())
                && language.bytes().all(|byte| byte.is_ascii_lowercase());
            if !is_code {
                let problem =
                    format!("{language:?} is not the code of a language; write \"de\" or \"en\"");
                return Err(invalid("embeddings.model_of", problem));
            }
            check_model("embeddings.model_of", model)?;
        }
        if self.url.is_empty() {
            return Ok(());
        }
        self.check_url()?;
        if self.models().is_empty() {
            let problem = "must be set, because embeddings.url names an endpoint";
            return Err(invalid("embeddings.model", problem));
        }
        Ok(())
    }

    fn check_url(&self) -> Checked {
        const KEY: &str = "embeddings.url";
        // The URL may hold credentials by mistake, so the message does not repeat it.
        if self.url.contains(['?', '#', '@']) {
            let problem = "is a base URL: without user, query and fragment";
            return Err(invalid(KEY, problem));
        }
        web_address(KEY, &self.url)?;
        let url = Url::parse(&self.url).ok();
        let is_plain = url.as_ref().is_some_and(|url| url.scheme() == "http");
        let is_here = safety::is_loopback(url.as_ref().and_then(Url::host).as_ref());
        if is_plain && !is_here && !self.plain_http {
            let problem = "must be https: texts and the key are sent to it; for a server in a trusted network set embeddings.plain_http";
            return Err(invalid(KEY, problem));
        }
        Ok(())
    }

    /// The address of the endpoint; `None` if there is none.
    #[must_use]
    pub fn address(&self) -> Option<String> {
        let base = self.url.trim_end_matches('/');
        (!base.is_empty()).then(|| format!("{base}/embeddings"))
    }

    /// The models, each once.
    #[must_use]
    pub fn models(&self) -> BTreeSet<&str> {
        let all = self.model_of.values().chain([&self.model]);
        all.map(String::as_str)
            .filter(|model| !model.is_empty())
            .collect()
    }

    /// The model for a text in a language (BCP 47); `None` if the language is left out.
    #[must_use]
    pub fn model_for(&self, language: Option<&str>) -> Option<&str> {
        let code = language.and_then(|language| language.split('-').next());
        let own = code.and_then(|code| self.model_of.get(code));
        let model = own.unwrap_or(&self.model);
        (!model.is_empty()).then_some(model)
    }
}

fn check_model(key: &'static str, model: &str) -> Checked {
    if model.chars().count() > MODEL_CHARS_MAX || model.chars().any(char::is_control) {
        let problem = format!("is longer than {MODEL_CHARS_MAX} characters, or not one line");
        return Err(invalid(key, problem));
    }
    Ok(())
}
