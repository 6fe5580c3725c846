//! Helpers with which the sections check their values.

use serde::{Deserialize, Deserializer, de};

use super::error::{ConfigError, invalid};

/// The result of checking a configuration.
pub type Checked = Result<(), ConfigError>;

/// Deserializes a boolean that may instead be this word, which gives `None`.
pub(super) fn bool_or<'de, D: Deserializer<'de>>(
    deserializer: D,
    word: &str,
) -> Result<Option<bool>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Given {
        Switch(bool),
        Text(String),
    }
    match Given::deserialize(deserializer)? {
        Given::Switch(is_on) => Ok(Some(is_on)),
        // Values of environment variables are text.
        Given::Text(text) => match text.to_lowercase().as_str() {
            "true" | "on" | "yes" | "1" => Ok(Some(true)),
            "false" | "off" | "no" | "0" => Ok(Some(false)),
            text if text == word => Ok(None),
            _ => Err(de::Error::custom(format!(
                "{text:?} is not true, false or {word:?}"
            ))),
        },
    }
}

pub(super) fn within<T: PartialOrd + std::fmt::Display + Copy>(
    key: &'static str,
    value: T,
    low: T,
    high: T,
) -> Checked {
    if value >= low && value <= high {
        Ok(())
    } else {
        Err(invalid(
            key,
            format!("{value} is out of range; use {low} to {high}"),
        ))
    }
}

pub(super) fn web_address(key: &'static str, value: &str) -> Checked {
    match url::Url::parse(value) {
        Ok(url) if matches!(url.scheme(), "http" | "https") && url.host().is_some() => Ok(()),
        _ => Err(invalid(
            key,
            format!("{value:?} is not an http or https address"),
        )),
    }
}
