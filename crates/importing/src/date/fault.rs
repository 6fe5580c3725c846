//! Why a text is no date.

use super::{both, folded, parts, relative, weekdays, words};

/// Words of other calendars.
const CALENDARS: &str = include_str!("calendars.tsv");
/// What is between two dates.
const BETWEEN: [&str; 16] = [
    " & ", " + ", " and ", " und ", " et ", " y ", " e ", " en ", " och ", " og ", " / ", ";", "|",
    ",", "/", " ",
];

/// Why a text that should be a date is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It says that it is not certain: `~ 5 March 2026`.
    Doubt,
    /// It has no year: `5 Mar`.
    NoYear,
    /// It counts from the day on which it was written: `2 weeks ago`.
    Relative,
    /// It is two dates or more: `8 Oct 2026 & 15 Oct 2026`.
    Several,
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
    } else if relative::is_relative(&words::fold(text)) {
        Fault::Relative
    } else if are_several(&plain) {
        Fault::Several
    } else if texts().any(|text| parts::is_without_year(text)) {
        Fault::NoYear
    } else {
        Fault::NoDate
    }
}

/// True for dates with a sign or a word between them, of which all but one may lack the year.
fn are_several(text: &str) -> bool {
    let is_date = |part: &str| {
        let (day_first, month_first) = both(part);
        day_first.date().or(month_first.date()).is_some() || parts::is_without_year(part)
    };
    BETWEEN.iter().any(|between| {
        let parts = || text.split(between).map(str::trim);
        parts().count() > 1 && parts().all(is_date)
    })
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
