//! Why a text is no date.

use super::{folded, parts, weekdays};

/// Words of other calendars.
const CALENDARS: &str = include_str!("calendars.tsv");

/// Why a text that should be a date is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It says that it is not certain: `~ 5 March 2026`.
    Doubt,
    /// It has no year: `5 Mar`.
    NoYear,
    /// It is a date of the calendar with this name.
    OtherCalendar(&'static str),
    /// It is no date, or one that does not exist: `2026-02-30`.
    NoDate,
}

/// Why a text is no date that is read.
#[must_use]
pub fn fault(text: &str) -> Fault {
    let plain = folded(text);
    let beside = weekdays::without(text).map(|rest| folded(&rest));
    let texts = || std::iter::once(&plain).chain(&beside);
    if let Some(calendar) = texts().find_map(|text| by_words(text).or_else(|| by_year(text))) {
        Fault::OtherCalendar(calendar)
    } else if plain.contains(['?', '~', '≈']) {
        Fault::Doubt
    } else if texts().any(|text| parts::is_without_year(text)) {
        Fault::NoYear
    } else {
        Fault::NoDate
    }
}

/// The calendar of the names of its months, its eras or its short names.
fn by_words(text: &str) -> Option<&'static str> {
    if !text.chars().any(char::is_numeric) {
        return None;
    }
    let words: Vec<&str> = text.split(|c: char| !c.is_alphabetic()).collect();
    let rows = CALENDARS.lines().filter_map(|row| row.split_once('\t'));
    rows.into_iter().find_map(|(calendar, names)| {
        let mut names = names.split('|').map(super::words::fold);
        let is_in = |name: String| {
            let is_apart = name.is_ascii();
            words.contains(&name.as_str()) || !is_apart && text.contains(&name)
        };
        names.any(is_in).then_some(calendar)
    })
}

/// The calendar that counts such years at our time.
fn by_year(text: &str) -> Option<&'static str> {
    match parts::stated_year(text)? {
        2443..=2643 => Some("Buddhist"),
        1300..=1500 => Some("Islamic or Persian"),
        5660..=5860 => Some("Hebrew"),
        _ => None,
    }
}
