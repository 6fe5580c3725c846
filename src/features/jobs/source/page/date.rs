//! Dates of pages: ISO 8601, which schema.org requires, and other common forms, if they are unambiguous.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use serde_json::Value;

use crate::features::jobs::source::field;

/// Times with a zone, and without.
const ZONED: &[&str] = &[
    "%Y-%m-%dT%H:%M:%S%.f%z",
    "%Y-%m-%dT%H:%M%z",
    "%Y-%m-%d %H:%M:%S%.f%z",
    "%Y-%m-%d %H:%M:%S %z",
];
const LOCAL: &[&str] = &[
    "%Y-%m-%dT%H:%M:%S%.f",
    "%Y-%m-%dT%H:%M",
    "%Y-%m-%d %H:%M:%S%.f",
    "%Y-%m-%d %H:%M",
    "%d.%m.%Y %H:%M",
];
const DAYS: &[&str] = &[
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%Y%m%d",
    "%d.%m.%Y",
    "%B %d, %Y",
    "%b %d, %Y",
    "%B %d %Y",
    "%d %B %Y",
    "%d %b %Y",
    "%d-%b-%Y",
];

/// A date, a time with or without a zone; without one, it is in UTC. A date without a time is at `at`.
pub(super) fn time(entry: &Value, pointer: &str, at: NaiveTime) -> Option<DateTime<Utc>> {
    if let Some(time) = field::time(entry, pointer) {
        return Some(time);
    }
    let value = entry.pointer(pointer)?;
    let stamp = value.as_i64().and_then(stamp);
    let read = || parsed(value.get("@value").unwrap_or(value).as_str()?.trim(), at);
    field::plausible(stamp.or_else(read)?)
}

/// Seconds or milliseconds since 1970: both are plausible only in a certain range.
fn stamp(number: i64) -> Option<DateTime<Utc>> {
    const FIRST: i64 = 1_000_000_000;
    const LAST: i64 = 10_000_000_000;
    match number {
        FIRST..LAST => DateTime::from_timestamp(number, 0),
        _ if (FIRST..LAST).contains(&(number / 1_000)) => DateTime::from_timestamp_millis(number),
        _ => None,
    }
}

fn parsed(text: &str, at: NaiveTime) -> Option<DateTime<Utc>> {
    let zoned = ZONED
        .iter()
        .find_map(|form| DateTime::parse_from_str(text, form).ok())
        .or_else(|| DateTime::parse_from_rfc2822(text).ok())
        .map(|time| time.to_utc());
    let local = || {
        let mut forms = LOCAL.iter();
        forms.find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())
    };
    let day = || {
        let mut forms = DAYS.iter();
        let named = forms.find_map(|form| NaiveDate::parse_from_str(text, form).ok());
        named.or_else(|| slashed(text)).map(|day| day.and_time(at))
    };
    zoned.or_else(|| local().or_else(day).map(|time| time.and_utc()))
}

/// `11/13/2026` or `13/11/2026`: only if one of the first two cannot be a month, or both are the same.
fn slashed(text: &str) -> Option<NaiveDate> {
    let american = NaiveDate::parse_from_str(text, "%m/%d/%Y").ok();
    let european = NaiveDate::parse_from_str(text, "%d/%m/%Y").ok();
    match (american, european) {
        (Some(day), None) | (None, Some(day)) => Some(day),
        (Some(left), Some(right)) if left == right => Some(left),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveTime;
    use serde_json::json;

    use super::time;

    #[test]
    fn dates_are_read_if_they_are_certain() {
        for (value, expected) in [
            (json!("2026-11-02"), Some("2026-11-02T00:00:00Z")),
            (json!("2026-11-02T10:00"), Some("2026-11-02T10:00:00Z")),
            (json!("2026-11-02 10:00:00"), Some("2026-11-02T10:00:00Z")),
            (
                json!("2026-11-02T10:00:00+0100"),
                Some("2026-11-02T09:00:00Z"),
            ),
            (json!("13.11.2026"), Some("2026-11-13T00:00:00Z")),
            (json!("2026/11/13"), Some("2026-11-13T00:00:00Z")),
            (json!("November 2, 2026"), Some("2026-11-02T00:00:00Z")),
            (json!("2 Nov 2026"), Some("2026-11-02T00:00:00Z")),
            (json!("11/13/2026"), Some("2026-11-13T00:00:00Z")),
            (json!("13/11/2026"), Some("2026-11-13T00:00:00Z")),
            (json!("11/11/2026"), Some("2026-11-11T00:00:00Z")),
            (json!("02/03/2026"), None),
            (
                json!("Mon, 02 Nov 2026 10:00:00 GMT"),
                Some("2026-11-02T10:00:00Z"),
            ),
            (json!(1_793_613_600), Some("2026-11-02T10:00:00Z")),
            (json!(1_793_613_600_000_i64), Some("2026-11-02T10:00:00Z")),
            (json!(20_261_102), None),
            (
                json!({ "@value": "2026-11-02" }),
                Some("2026-11-02T00:00:00Z"),
            ),
            (json!("soon"), None),
            (json!(null), None),
        ] {
            let found = time(&json!({ "date": value }), "/date", NaiveTime::MIN);
            let found = found.map(|time| time.to_rfc3339_opts(chrono::SecondsFormat::Secs, true));
            assert_eq!(found.as_deref(), expected, "{value}");
        }
    }
}
