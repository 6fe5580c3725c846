//! What is wrong with a configuration. The values themselves are not shown where they may be secret.

use std::{borrow::Cow, fmt, path::Path};

use config::ConfigError as Cause;

/// A configuration that cannot be used, with the key's name.
#[derive(Debug, thiserror::Error)]
#[error("configuration: {key}: {problem}")]
pub struct ConfigError {
    /// `section.key`, or the file or variable that cannot be read.
    pub key: Cow<'static, str>,
    /// What is wrong and what would do.
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

/// A file that is not TOML: where, and not what stands there.
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
    /// A value that does not fit its key: which, and not what it is.
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

/// Serde's words for a wrong type or value hold the value: `invalid type: string "…", expected …`.
fn without_value(message: &str) -> String {
    let is_about_value =
        message.starts_with("invalid type: ") || message.starts_with("invalid value: ");
    match message.rsplit_once(", expected ") {
        Some((_, expected)) if is_about_value => format!("has a wrong value; expected {expected}"),
        _ => message.to_owned(),
    }
}

/// The kind alone of what was found: `string "…"` is a string.
fn kind_of(found: &impl fmt::Display) -> String {
    let text = found.to_string();
    text.split(['"', '`'])
        .next()
        .unwrap_or_default()
        .trim()
        .to_owned()
}
