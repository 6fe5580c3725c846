//! `CAREERGRAPH__SECTION__KEY`: environment variables, each parsed with the type of its key in the documented defaults. Error
//! messages hold no values, which may be secret.

use std::ffi::{OsStr, OsString};

use config::{Value, ValueKind};

use super::{ConfigError, invalid};

/// The prefix of the variables.
const PREFIX: &str = "CAREERGRAPH__";

/// The environment variables of a process.
pub(super) struct Environment(Vec<(String, OsString)>);

impl Environment {
    /// Variables whose name is not UTF-8 are ignored.
    pub(super) fn new(variables: impl IntoIterator<Item = (OsString, OsString)>) -> Self {
        Self(
            variables
                .into_iter()
                .filter_map(|(name, value)| Some((name.into_string().ok()?, value)))
                .collect(),
        )
    }

    /// A variable with a name outside of the prefix; an empty one counts as not set.
    pub(super) fn variable(&self, name: &str) -> Option<String> {
        let (_, value) = self.0.iter().find(|(given, _)| given == name)?;
        value
            .to_str()
            .filter(|value| !value.is_empty())
            .map(str::to_owned)
    }

    /// The keys that prefixed variables set, with their values; `defaults` defines the type of each.
    pub(super) fn settings(
        &self,
        defaults: &toml::Table,
    ) -> Result<Vec<(String, Value)>, ConfigError> {
        let ours = self.0.iter().filter(|(name, _)| {
            name.get(..PREFIX.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(PREFIX))
        });
        ours.map(|(name, value)| setting(name, value, defaults))
            .collect()
    }
}

fn setting(
    name: &str,
    value: &OsStr,
    defaults: &toml::Table,
) -> Result<(String, Value), ConfigError> {
    let path: Vec<String> = name
        .to_lowercase()
        .split("__")
        .skip(1)
        .map(str::to_owned)
        .collect();
    let is_plain = |part: &String| {
        !part.is_empty()
            && part
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
    };
    if !path.iter().all(is_plain) {
        return Err(invalid(
            name.to_owned(),
            "is not a configuration key; write CAREERGRAPH__SECTION__KEY, with two underscores between",
        ));
    }
    let key = path.join(".");
    let refuse = |problem: String| invalid(format!("{key} ({name})"), problem);
    let text = value
        .to_str()
        .ok_or_else(|| refuse("is not UTF-8".to_owned()))?;
    let kind = match default_of(&path, defaults) {
        Some(toml::Value::Array(_)) => list(text).map_err(refuse)?,
        Some(toml::Value::Table(_)) => table(text)
            .map_err(|problem| refuse(format!("{problem}, or set its keys: {name}__KEY")))?,
        Some(toml::Value::Integer(_)) => match text.parse::<i64>() {
            Ok(number) => ValueKind::I64(number),
            Err(_) => return Err(refuse("must be a whole number".to_owned())),
        },
        Some(toml::Value::Float(_)) => match text.parse::<f64>() {
            Ok(number) => ValueKind::Float(number),
            Err(_) => return Err(refuse("must be a number".to_owned())),
        },
        // Kept as text, even if it looks like a number: it may be a password.
        _ => ValueKind::String(text.to_owned()),
    };
    Ok((key, Value::new(Some(&name.to_owned()), kind)))
}

/// The default of a key. Providers have none; they are tables with names of the operator's choice.
fn default_of(path: &[String], defaults: &toml::Table) -> Option<toml::Value> {
    if path.len() <= 2 && path.first().is_some_and(|section| section == "providers") {
        return Some(toml::Table::new().into());
    }
    let (last, sections) = path.split_last()?;
    let section = sections
        .iter()
        .try_fold(defaults, |table, name| table.get(name)?.as_table())?;
    section.get(last).cloned()
}

/// Parses a list: items separated by commas, or a JSON array of strings, which items that contain commas need.
fn list(text: &str) -> Result<ValueKind, String> {
    let text = text.trim();
    let items: Vec<String> = if text.starts_with('[') {
        let items: Vec<serde_json::Value> = serde_json::from_str(text).map_err(|cause| {
            format!(
                "begins with [ but is not a JSON array: {}; write [\"a\", \"b\"], or a, b",
                place(&cause)
            )
        })?;
        let string = |(place, item): (usize, serde_json::Value)| match item {
            serde_json::Value::String(text) => Ok(text),
            other => Err(format!(
                "item {} of the JSON array is {}; each must be a string in quotes",
                place.saturating_add(1),
                kind_of(&other)
            )),
        };
        items
            .into_iter()
            .enumerate()
            .map(string)
            .collect::<Result<_, _>>()?
    } else if text.is_empty() {
        Vec::new()
    } else {
        text.split(',').map(|item| item.trim().to_owned()).collect()
    };
    match items.iter().position(|item| item.trim().is_empty()) {
        Some(place) => Err(format!(
            "item {} of {} is empty; leave it out, with its comma",
            place.saturating_add(1),
            items.len()
        )),
        None => Ok(ValueKind::Array(
            items
                .into_iter()
                .map(|item| Value::new(None, ValueKind::String(item)))
                .collect(),
        )),
    }
}

/// Parses a table: a JSON object.
fn table(text: &str) -> Result<ValueKind, String> {
    let object = serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(text);
    let object =
        object.map_err(|cause| format!("is a table: write a JSON object ({})", place(&cause)))?;
    let table = serde_json::from_value::<Value>(object.into());
    table
        .map(|value| value.kind)
        .map_err(|_| "is a table: write a JSON object".to_owned())
}

/// The kind and position of a JSON error, without the text there.
fn place(cause: &serde_json::Error) -> String {
    let what = match cause.classify() {
        serde_json::error::Category::Eof => "it ends too early",
        serde_json::error::Category::Data => "it is not a JSON object",
        serde_json::error::Category::Syntax | serde_json::error::Category::Io => {
            "it is not valid JSON"
        }
    };
    format!("{what} at line {}, column {}", cause.line(), cause.column())
}

const fn kind_of(value: &serde_json::Value) -> &'static str {
    match value {
        serde_json::Value::Null => "null",
        serde_json::Value::Bool(_) => "a boolean",
        serde_json::Value::Number(_) => "a number",
        serde_json::Value::String(_) => "a string",
        serde_json::Value::Array(_) => "a list",
        serde_json::Value::Object(_) => "an object",
    }
}
