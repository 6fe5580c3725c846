//! Errors of the configuration. Values that may be secret are not shown.

use std::{borrow::Cow, fmt, path::Path};

use config::ConfigError as Cause;

/// An invalid configuration, with the name of the key.
#[derive(Debug, thiserror::Error)]
#[error("configuration: {key}: {problem}")]
pub struct ConfigError {
    /// `section.key`, or the file or variable that cannot be read.
    pub key: Cow<'static, str>,
    /// What is wrong and which values are valid.
    pub problem: String,
}

pub(super) fn invalid(
    key: impl Into<Cow<'static, str>>,
    problem: impl Into<String>,
) -> ConfigError {
    ConfigError {
        key: key.into(),
        problem: problem.into(),
    }
}

/// The error for a file that is not TOML: the position, without the text there.
pub(super) fn not_toml(file: &Path, text: &str, cause: &toml::de::Error) -> ConfigError {
    let start = cause.span().map_or(0, |span| span.start);
    let line = text
        .bytes()
        .take(start)
        .filter(|byte| *byte == b'\n')
        .count()
        .saturating_add(1);
    invalid(
        file.display().to_string(),
        format!("line {line}: {}", cause.message()),
    )
}

impl From<Cause> for ConfigError {
    /// The error for a value of the wrong type: the key, without the value.
    fn from(cause: Cause) -> Self {
        let (key, origin, problem) = unfold(cause);
        let key = key.unwrap_or_else(|| "the configuration".to_owned());
        invalid(
            origin.map_or_else(|| key.clone(), |origin| format!("{key} ({origin})")),
            problem,
        )
    }
}

fn unfold(cause: Cause) -> (Option<String>, Option<String>, String) {
    match cause {
        Cause::Type {
            origin,
            unexpected,
            expected,
            key,
        } => (
            key,
            origin,
            format!(
                "has the wrong type: {}, expected {expected}",
                kind_of(&unexpected)
            ),
        ),
        Cause::At { error, origin, key } => {
            let (inner, inner_origin, problem) = unfold(*error);
            (key.or(inner), origin.or(inner_origin), problem)
        }
        Cause::NotFound(key) => (Some(key), None, "is missing".to_owned()),
        other => (None, None, without_value(&other.to_string())),
    }
}

/// Removes the value from serde's messages for a wrong type or value: `invalid type: string "…", expected …`.
fn without_value(message: &str) -> String {
    let is_about_value =
        message.starts_with("invalid type: ") || message.starts_with("invalid value: ");
    match message.rsplit_once(", expected ") {
        Some((_, expected)) if is_about_value => format!("has a wrong value; expected {expected}"),
        _ => message.to_owned(),
    }
}

/// Only the type of the value that was found: `string "…"` becomes a string.
fn kind_of(found: &impl fmt::Display) -> String {
    let text = found.to_string();
    text.split(['"', '`'])
        .next()
        .unwrap_or_default()
        .trim()
        .to_owned()
}
