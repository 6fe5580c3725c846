//! Spans with one end that a word or a sign tells: `2021 onwards`, `until 2021`, `2021+`, `2021-`.

use crate::date::{self, PartialDate, SlashOrder, Stated};

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

/// The first month of `Jan – Mar 2019`, which has the year of the last.
pub(super) fn month(first: &str, last: Stated) -> Option<PartialDate> {
    let last = last.date().filter(|last| last.month.is_some())?;
    let is_word = !first.is_empty() && first.chars().all(|c| c.is_alphabetic() || c == '.');
    let whole = format!("{first} {}", last.year);
    let stated = date::read_month_in_any(&whole, SlashOrder::DayFirst);
    let found = stated
        .date()
        .filter(|found| is_word && found.month.is_some())?;
    (found.year == last.year && !found.is_after(&last)).then_some(found)
}

/// `IX.2018` with the number of the month: `09.2018`.
pub(super) fn arabic(text: &str) -> Option<String> {
    const MONTHS: [&str; 12] = [
        "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii",
    ];
    let (month, year) = text.trim().split_once(['.', '/', ' '])?;
    let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    let lower = month.to_lowercase();
    let at = MONTHS
        .iter()
        .position(|it| *it == lower)
        .filter(|_| is_year)?;
    Some(format!("{:02}.{year}", at + 1))
}
