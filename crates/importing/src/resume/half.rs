//! Spans with one end that a word or a sign tells: `2021 onwards`, `until 2021`, `2021+`, `2021-`.

use crate::date::PartialDate;

/// What is behind a date from when on something lasts.
const ONWARDS: [&str; 5] = [
    " onwards",
    " onward",
    " en adelante",
    " in poi",
    " em diante",
];
/// What is before a date that is only the last one.
const UNTIL: [&str; 8] = [
    "until ",
    "till ",
    "bis ",
    "jusqu'en ",
    "jusqu’en ",
    "hasta ",
    "fino al ",
    "até ",
];

/// The first date, the last one, and whether it lasts.
pub(super) type Range = (Option<PartialDate>, Option<PartialDate>, bool);

/// The dates of a text in small letters.
pub(super) fn read(lower: &str, date: impl Fn(&str) -> Option<PartialDate>) -> Option<Range> {
    if let Some(end) = UNTIL.iter().find_map(|word| lower.strip_prefix(word)) {
        return Some((None, Some(date(end)?), false));
    }
    if let Some(start) = ONWARDS.iter().find_map(|word| lower.strip_suffix(word)) {
        return Some((Some(date(start)?), None, true));
    }
    let start = lower.get(..4).filter(|_| has_sign(lower))?;
    Some((Some(date(start)?), None, false))
}

/// True for a year and a sign directly behind it.
pub(super) fn has_sign(text: &str) -> bool {
    let year = text.strip_suffix(['+', '-']).unwrap_or_default();
    year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit())
}

/// True for a text that begins a line, or stands in a bracket or behind a sign.
pub(super) fn is_parted(before: &str, text: &str) -> bool {
    let before = before.trim_end();
    let is_behind = before.is_empty() || before.ends_with([',', '|', '·', '–', '—']);
    is_behind || text.starts_with('(')
}
