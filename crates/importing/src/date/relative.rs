//! Days that are counted from the one on which they were written: `2 weeks ago`, `gestern`, `3日前`.

use super::{parts, words};

/// Whole texts (`day`), what is before or behind a number of units, and the units.
const TABLE: &str = include_str!("relative.tsv");

/// True for folded text that says how long ago a day is, and not which.
pub(super) fn is_relative(text: &str) -> bool {
    if listed("day").any(|day| day == text) || is_last_weekday(text) {
        return true;
    }
    let before = listed("before").find_map(|word| {
        let rest = text.strip_prefix(word.as_str())?;
        rest.starts_with(' ').then(|| rest.to_owned())
    });
    let behind = || {
        listed("behind").find_map(|word| {
            let rest = text.strip_suffix(word.as_str())?;
            (rest.ends_with(' ') || !word.is_ascii()).then(|| rest.to_owned())
        })
    };
    let rest = before.or_else(behind);
    rest.is_some_and(|rest| is_time(&rest) && !parts::names_month_or_year(&rest))
}

/// `last Monday`, `lundi dernier`.
fn is_last_weekday(text: &str) -> bool {
    let Some((first, second)) = text.split_once(' ') else {
        return false;
    };
    let is_last = |word: &str| listed("last").any(|last| last == word);
    words::is_weekday(first) && is_last(second) || is_last(first) && words::is_weekday(second)
}

/// `2 weeks`, `a month`, `3日`.
fn is_time(text: &str) -> bool {
    let unit = text.trim().trim_start_matches(|c: char| !c.is_alphabetic());
    let last = unit.split(' ').next_back().unwrap_or_default();
    listed("unit").any(|name| name == last)
}

fn listed(kind: &str) -> impl Iterator<Item = String> {
    let row = TABLE
        .lines()
        .filter_map(|row| row.split_once('\t'))
        .find(|(name, _)| *name == kind);
    row.into_iter()
        .flat_map(|(_, names)| names.split('|').map(words::fold))
}
