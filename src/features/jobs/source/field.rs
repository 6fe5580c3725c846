//! Lenient reading of JSON fields by pointer (RFC 6901): a wrong type is the same as a missing field.

use chrono::{DateTime, Datelike, Utc};
use reading::text;
use serde_json::Value;
use url::Url;

use super::listing::Skipped;
use crate::features::jobs::entity::skip::SkipReason;

/// Maximum length of a title; longer ones are cut.
pub(super) const TITLE_CHARS_MAX: usize = 300;
/// Maximum length of an id; longer ones are rejected, because a cut id may equal another.
pub(super) const ID_CHARS_MAX: usize = 200;
/// Maximum number of values of a list that are read as texts.
const TEXTS_MAX: usize = 20;
/// Maximum length of a URL.
pub(super) const URL_CHARS_MAX: usize = 2_000;

/// The fields that every posting needs.
pub(super) struct Head {
    pub external_id: String,
    pub title: String,
    pub url: String,
}

/// Id, title and URL of an entry, or the reason why it is unusable.
pub(super) fn head(entry: &Value, title: &str, url: &str) -> Result<Head, Skipped> {
    let Some(external_id) = id(entry, "/id") else {
        // A rejected id cannot be the id of a stored posting; an unreadable one may be.
        let unfit = raw(entry, "/id").is_some();
        return Err(if unfit {
            Skipped::withheld(None, SkipReason::UnreadableId)
        } else {
            Skipped::bad(None, SkipReason::NoId)
        });
    };
    let Some(title) = line(entry, title, TITLE_CHARS_MAX) else {
        return Err(Skipped::bad(Some(external_id), SkipReason::NoTitle));
    };
    match web_url(entry, url) {
        Some(url) => Ok(Head {
            external_id,
            title,
            url,
        }),
        None => Err(Skipped::bad(Some(external_id), SkipReason::NoAddress)),
    }
}

/// A string as given, if it is not blank.
pub(super) fn raw<'a>(entry: &'a Value, pointer: &str) -> Option<&'a str> {
    entry
        .pointer(pointer)?
        .as_str()
        .filter(|text| !text.trim().is_empty())
}

/// A string, cleaned and on one line.
pub(super) fn line(entry: &Value, pointer: &str, chars_max: usize) -> Option<String> {
    Some(text::line(raw(entry, pointer)?, chars_max)).filter(|text| !text.is_empty())
}

/// The texts of a value: a string, or a list of strings and of objects with a name (`["Full-time"]`, `[{"name": "Full-time"}]`).
pub(super) fn texts<'a>(entry: &'a Value, pointer: &str) -> Vec<&'a str> {
    let of_one = |value: &'a Value| -> Option<&'a str> {
        let named = || {
            ["name", "label", "value"]
                .iter()
                .find_map(|key| value.get(key)?.as_str())
        };
        value
            .as_str()
            .or_else(named)
            .filter(|text| !text.trim().is_empty())
    };
    match entry.pointer(pointer) {
        Some(Value::Array(list)) => list.iter().take(TEXTS_MAX).filter_map(of_one).collect(),
        Some(value) => of_one(value).into_iter().collect(),
        None => Vec::new(),
    }
}

/// An id: a string or a whole number.
pub(super) fn id(entry: &Value, pointer: &str) -> Option<String> {
    let id = match entry.pointer(pointer)? {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) if number.is_i64() || number.is_u64() => number.to_string(),
        _ => return None,
    };
    let clean =
        !id.is_empty() && id.chars().count() <= ID_CHARS_MAX && text::line(&id, ID_CHARS_MAX) == id;
    clean.then_some(id)
}

/// An http(s) URL with a host and without a password, normalised by the URL standard.
pub(super) fn web_url(entry: &Value, pointer: &str) -> Option<String> {
    web_address(Url::parse(raw(entry, pointer)?).ok()?)
}

/// The same for a URL that was parsed.
pub(super) fn web_address(url: Url) -> Option<String> {
    let plain = matches!(url.scheme(), "http" | "https")
        && url.has_host()
        && url.username().is_empty()
        && url.password().is_none();
    Some(String::from(url)).filter(|url| plain && url.len() <= URL_CHARS_MAX)
}

/// The entries of a list; none if it is anything else.
pub(super) fn list<'a>(entry: &'a Value, pointer: &str) -> &'a [Value] {
    entry
        .pointer(pointer)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

/// The first of a list, or the value itself.
pub(super) fn first(value: &Value) -> Option<&Value> {
    match value {
        Value::Array(list) => list.first(),
        other => Some(other),
    }
}

/// An RFC 3339 time in a plausible year.
pub(super) fn time(entry: &Value, pointer: &str) -> Option<DateTime<Utc>> {
    let time = DateTime::parse_from_rfc3339(raw(entry, pointer)?.trim())
        .ok()?
        .to_utc();
    plausible(time)
}

/// Milliseconds since 1970 as a time in a plausible year.
pub(super) fn time_ms(entry: &Value, pointer: &str) -> Option<DateTime<Utc>> {
    plausible(DateTime::from_timestamp_millis(
        entry.pointer(pointer)?.as_i64()?,
    )?)
}

/// An ISO 3166-1 alpha-2 code.
pub(super) fn country_code(entry: &Value, pointer: &str) -> Option<String> {
    let code = raw(entry, pointer)?.trim();
    (code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_alphabetic()))
        .then(|| code.to_ascii_uppercase())
}

/// A language tag (BCP 47), checked for its form only.
pub(super) fn language(entry: &Value, pointer: &str) -> Option<String> {
    let tag = raw(entry, pointer)?.trim();
    let part = |part: &str, min: usize| {
        (min..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let formed = tag.len() <= 35
        && tag
            .split('-')
            .enumerate()
            .all(|(index, text)| part(text, if index == 0 { 2 } else { 1 }));
    formed.then(|| tag.to_owned())
}

/// A time, if its year is plausible.
pub(super) fn plausible(time: DateTime<Utc>) -> Option<DateTime<Utc>> {
    (2000..=2100).contains(&time.year()).then_some(time)
}
