//! The parts of a date: numbers, names and what separates them.

use super::{PartialDate, SlashOrder, words};

/// Maximum number of parts of a date: `on the 1st of May of 2020`.
const PARTS_MAX: usize = 8;
/// Years of two digits below it are in this century.
const CENTURY_PIVOT: i32 = 70;
/// Words that mean nothing in a date.
const FILLERS: [&str; 36] = [
    "a",
    "of",
    "the",
    "de",
    "del",
    "den",
    "der",
    "le",
    "el",
    "il",
    "di",
    "do",
    "on",
    "am",
    "em",
    "op",
    "dnia",
    "dne",
    "m",
    "d",
    "г",
    "года",
    "р",
    "року",
    "год",
    "roku",
    "godine",
    "godina",
    "године",
    "година",
    "gada",
    "aasta",
    "vuonna",
    "leta",
    "dn",
    "l",
];
/// Short words for a year, which mean nothing behind one.
const YEAR_ENDS: [&str; 4] = ["r", "g", "god", "rok"];
/// Endings of ordinal numbers.
const ORDINALS: [&str; 24] = [
    "st", "nd", "rd", "th", "er", "re", "o", "a", "e", "ro", "ero", "ra", "de", "ste", "eme", "η",
    "ης", "ος", "го", "е", "an", "en", "go", "ego",
];

/// A number or a name, with the separator before it.
#[derive(Clone, Copy, Debug)]
struct Part<'a> {
    before: &'a str,
    text: &'a str,
}

/// What a part can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Four digits.
    Year(i32),
    /// Two digits after an apostrophe.
    ShortYear(i32),
    /// One or two digits.
    Number(u32),
    Month(u32),
    /// Of a year.
    Season,
    /// Of a month or a year: `mid`.
    PartOf,
}

/// The text before a time of day. None if what follows the date is no time.
pub(super) fn without_time(text: &str) -> Option<&str> {
    let Some((before, after)) = text.split_once(':') else {
        return Some(text);
    };
    let hour = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let date = before.get(..before.len() - hour)?;
    let rest =
        |c: char| c.is_ascii_digit() || matches!(c, ':' | '.' | ',' | ' ' | '+' | '-' | '(' | ')');
    let zone = after
        .split(rest)
        .filter(|word| !word.is_empty())
        .all(|word| {
            matches!(
                word,
                "am" | "pm" | "a" | "p" | "m" | "z" | "utc" | "gmt" | "cet" | "cest" | "uhr"
            )
        });
    if !(1..=2).contains(&hour) || !zone {
        return None;
    }
    let date = match date.strip_suffix('t') {
        Some(iso) if iso.ends_with(|c: char| c.is_ascii_digit()) => iso,
        _ => date,
    };
    let date = date.trim_end_matches([' ', ',']);
    let date = [
        " at",
        " um",
        " a",
        " o",
        " om",
        " kl",
        " kl.",
        " klo",
        " ob",
        " alle",
        " alle ore",
        " as",
        " v",
        " в",
        " о",
    ]
    .iter()
    .find_map(|word| date.strip_suffix(word))
    .unwrap_or(date);
    Some(date.trim_end_matches([' ', ',']))
}

/// Reads folded text without a time.
pub(super) fn date(text: &str, order: SlashOrder) -> Option<PartialDate> {
    if let Some(date) = compact(text) {
        return Some(date);
    }
    let parts = split(text)?;
    let kinds = parts.iter().map(kind).collect::<Option<Vec<_>>>();
    let kinds = kinds.or_else(|| with_roman(&parts))?;
    match *kinds.as_slice() {
        [Kind::Year(year)]
        | [
            Kind::Season | Kind::PartOf,
            Kind::Year(year) | Kind::ShortYear(year),
        ]
        // "3rd quarter 2018"
        | [Kind::Number(1..=4), Kind::Season, Kind::Year(year)]
        | [Kind::Year(year), Kind::Season | Kind::PartOf] => PartialDate::new(year, None, None),
        [Kind::Month(month), Kind::Year(year) | Kind::ShortYear(year)]
        | [
            Kind::PartOf,
            Kind::Month(month),
            Kind::Year(year) | Kind::ShortYear(year),
        ]
        | [Kind::Year(year), Kind::Month(month)] => PartialDate::new(year, Some(month), None),
        [
            Kind::Number(day),
            Kind::Month(month),
            Kind::Year(year) | Kind::ShortYear(year),
        ]
        | [
            Kind::Month(month),
            Kind::Number(day),
            Kind::Year(year) | Kind::ShortYear(year),
        ]
        | [Kind::Year(year), Kind::Month(month), Kind::Number(day)]
        | [Kind::Year(year), Kind::Number(day), Kind::Month(month)] => {
            PartialDate::new(year, Some(month), Some(day))
        }
        [Kind::Number(day), Kind::Month(month), Kind::Number(short)]
        | [Kind::Month(month), Kind::Number(day), Kind::Number(short)]
            if is_short(parts.last()) =>
        {
            PartialDate::new(century(i32::try_from(short).ok()?), Some(month), Some(day))
        }
        // Spreadsheets show a month of a year as `Jan-20`, and a day of a month as `20-Jan`.
        [Kind::Month(month), Kind::Number(short)]
            if is_short(parts.last()) && parts.last().is_some_and(|part| part.before == "-") =>
        {
            PartialDate::new(century(i32::try_from(short).ok()?), Some(month), None)
        }
        _ => numbers(&kinds, &parts, order),
    }
}

/// A month in Roman numbers between a day and a year: `5/III/2026`, `2026. III. 5.`.
fn with_roman(parts: &[Part<'_>]) -> Option<Vec<Kind>> {
    const MONTHS: [&str; 12] = [
        "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii",
    ];
    let [first, month, last] = parts else {
        return None;
    };
    let number = (1..).zip(MONTHS).find(|(_, name)| *name == month.text)?.0;
    let ends = (kind(first)?, kind(last)?);
    matches!(
        ends,
        (Kind::Number(_), Kind::Year(_) | Kind::Number(_)) | (Kind::Year(_), Kind::Number(_))
    )
    .then(|| vec![ends.0, Kind::Month(number), ends.1])
}

/// `20260517`.
fn compact(text: &str) -> Option<PartialDate> {
    if text.len() != 8 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let part = |range| text.get(range).and_then(|digits: &str| digits.parse().ok());
    let year = text.get(..4).and_then(|digits| digits.parse().ok());
    PartialDate::new(year?, Some(part(4..6)?), Some(part(6..8)?))
}

/// Dates of numbers only.
fn numbers(kinds: &[Kind], parts: &[Part<'_>], order: SlashOrder) -> Option<PartialDate> {
    let mut separators = parts.iter().skip(1).map(|part| part.before.trim());
    let separator = separators.next()?;
    let same = separators.all(|other| other == separator);
    if !same || !matches!(separator, "/" | "." | "-") {
        return None;
    }
    match *kinds {
        // A month or day 00 is how some programs write that there is none.
        [Kind::Year(year), Kind::Number(0)]
        | [Kind::Year(year), Kind::Number(0), Kind::Number(0)] => {
            PartialDate::new(year, None, None)
        }
        [Kind::Year(year), Kind::Number(month)]
        | [Kind::Number(month), Kind::Year(year)]
        | [Kind::Year(year), Kind::Number(month), Kind::Number(0)] => {
            PartialDate::new(year, Some(month), None)
        }
        [Kind::Year(year), Kind::Number(month), Kind::Number(day)] => {
            PartialDate::new(year, Some(month), Some(day))
        }
        [Kind::Number(first), Kind::Number(second), last] => {
            let year = match last {
                Kind::Year(year) | Kind::ShortYear(year) => year,
                Kind::Number(short) if is_short(parts.last()) => {
                    century(i32::try_from(short).ok()?)
                }
                _ => return None,
            };
            let day_first = separator == "." || order == SlashOrder::DayFirst;
            let (day, month) = if day_first {
                (first, second)
            } else {
                (second, first)
            };
            PartialDate::new(year, Some(month), Some(day))
        }
        _ => None,
    }
}

/// A month and two digits, which are a year where no day can be: `Jan 20`.
pub(super) fn month_of_year(text: &str) -> Option<PartialDate> {
    let parts = split(text)?;
    let kinds = parts.iter().map(kind).collect::<Option<Vec<_>>>()?;
    match *kinds.as_slice() {
        [Kind::Month(month), Kind::Number(short)] if is_short(parts.last()) => {
            PartialDate::new(century(i32::try_from(short).ok()?), Some(month), None)
        }
        _ => None,
    }
}

/// True for a day of a month, or a month, without a year: `5 Mar`, `5/3`.
pub(super) fn is_without_year(text: &str) -> bool {
    let Some(parts) = split(text) else {
        return false;
    };
    let kinds: Option<Vec<Kind>> = parts.iter().map(kind).collect();
    let numbers = || {
        parts
            .last()
            .is_some_and(|part| matches!(part.before.trim(), "/" | "." | "-"))
    };
    match kinds.as_deref() {
        Some(
            [Kind::Number(_) | Kind::PartOf, Kind::Month(_)]
            | [Kind::Month(_), Kind::Number(_)]
            | [Kind::Month(_)],
        ) => true,
        Some([Kind::Number(_), Kind::Number(_)]) => numbers(),
        _ => false,
    }
}

/// The year of a date of which each part is a number, a month or a year of any calendar.
pub(super) fn stated_year(text: &str) -> Option<i32> {
    let parts = split(text)?;
    let kinds: Vec<Kind> = parts.iter().map(kind).collect::<Option<_>>()?;
    kinds.iter().find_map(|kind| match kind {
        Kind::Year(year) => Some(*year),
        _ => None,
    })
}

/// True for text with the name of a month or a year of four digits.
pub(super) fn names_month_or_year(text: &str) -> bool {
    let mut parts = text.split(|c: char| !c.is_alphanumeric());
    let is_year = |word: &str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    parts.any(|word| is_year(word) || words::month(word).is_some())
}

/// True for two digits.
fn is_short(part: Option<&Part<'_>>) -> bool {
    part.is_some_and(|part| part.text.len() == 2)
}

pub(crate) fn century(short: i32) -> i32 {
    if short < CENTURY_PIVOT {
        2000 + short
    } else {
        1900 + short
    }
}

fn kind(part: &Part<'_>) -> Option<Kind> {
    let digits = part.text.len();
    if !part.text.bytes().all(|byte| byte.is_ascii_digit()) {
        if words::is_season(part.text) {
            return Some(Kind::Season);
        }
        if words::is_part(part.text) {
            return Some(Kind::PartOf);
        }
        return words::month(part.text).map(Kind::Month);
    }
    let number: u32 = part.text.parse().ok()?;
    let year = i32::try_from(number).ok()?;
    match digits {
        4 => Some(Kind::Year(year)),
        2 if part.before.ends_with(['\'', '’']) => Some(Kind::ShortYear(century(year))),
        1 | 2 => Some(Kind::Number(number)),
        _ => None,
    }
}

/// Numbers and names, without fillers and the endings of ordinals.
fn split(text: &str) -> Option<Vec<Part<'_>>> {
    let mut parts: Vec<Part<'_>> = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let start = rest.find(char::is_alphanumeric)?;
        let (before, after) = rest.split_at_checked(start)?;
        let is_digit = after.starts_with(|c: char| c.is_ascii_digit());
        // A quarter is one word.
        let quarter = after.starts_with('q');
        let end = after
            .find(|c: char| !c.is_alphanumeric() || (c.is_ascii_digit() != is_digit && !quarter))
            .unwrap_or(after.len());
        let (word, remaining) = after.split_at_checked(end)?;
        // A name may be followed by a dot.
        rest = if remaining.chars().all(|c| !c.is_alphanumeric()) {
            ""
        } else {
            remaining
        };
        if before.trim().chars().count() > 3 {
            return None;
        }
        let number = parts
            .last()
            .map(|last| last.text)
            .filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
        let is_day = number.is_some_and(|text| text.len() < 3);
        let is_joined = before.is_empty() || before == "-" && is_day;
        let filler = FILLERS.contains(&word)
            || words::is_weekday(word)
            || (number.is_some() && is_joined && ORDINALS.contains(&word))
            || (number.is_some_and(|text| text.len() == 4 || parts.len() == 3)
                && YEAR_ENDS.contains(&word));
        if !filler {
            parts.push(Part { before, text: word });
        }
        if parts.len() > PARTS_MAX {
            return None;
        }
    }
    Some(parts)
}
