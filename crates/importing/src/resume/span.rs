//! Spans of dates in lines: `Feb 2021 – Present`, `06/2018 – 01/2021`, `2014-17`, `since 2019`.

use std::cmp::Ordering;

use super::{
    half::{self, Range},
    length::without_length,
    memory, short,
};
use crate::date::{self, PartialDate, SlashOrder, Stated};

/// The most words of a span.
const WORDS_MAX: usize = 12;
/// The most words of a line in which a span is looked for.
const LINE_WORDS_MAX: usize = 40;
/// The most words of one of its dates.
const DATE_WORDS_MAX: usize = 6;
/// What separates the two dates.
const SEPARATORS: [&str; 33] = [
    "〜",
    "～",
    "至",
    "–",
    "—",
    "-",
    "→",
    " to ",
    " until ",
    " bis ",
    " à ",
    " a ",
    " al ",
    " tot ",
    " até ",
    "−",
    "‒",
    "―",
    "=>",
    "->",
    "~",
    " through ",
    " thru ",
    " till ",
    " t/m ",
    " do ",
    " till och med ",
    " til ",
    " au ",
    " по ",
    " ad ",
    " hasta ",
    " đến ",
];
/// Dashes behind which the end of a span stands.
const DASHES: [char; 6] = ['–', '—', '-', '−', '‒', '―'];
/// What is before a date from when on something lasts.
const SINCE: [&str; 24] = [
    "ongoing since ",
    "current since ",
    "currently since ",
    "laufend seit ",
    "en cours depuis ",
    "desde el ",
    "actual desde ",
    "in corso dal ",
    "since ",
    "seit ",
    "ab ",
    "depuis ",
    "desde ",
    "dal ",
    "da ",
    "sinds ",
    "from ",
    "od ",
    "sedan ",
    "siden ",
    "från ",
    "fra ",
    "с ",
    "vanaf ",
];
/// What is before the first of two dates.
const FROM: [&str; 5] = ["de ", "du ", "van ", "von ", "between "];

/// A span, and what the line says around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first date.
    pub start: Option<PartialDate>,
    /// The last date.
    pub end: Option<PartialDate>,
    /// True if it lasts.
    pub current: bool,
    /// The line without the span.
    pub rest: String,
    /// True if there are words before it and behind it.
    pub inside: bool,
    /// What is directly behind a dash that no date follows.
    pub behind: String,
}

/// The span of a line, if it has one. In dates that can be two the day is first.
pub fn find_day_first(line: &str) -> Option<Span> {
    find(line, SlashOrder::DayFirst)
}

/// The span of a line, if it has one.
pub fn find(line: &str, order: SlashOrder) -> Option<Span> {
    memory::recall(line, order, || search(line, order))
}

fn search(line: &str, order: SlashOrder) -> Option<Span> {
    let words: Vec<(usize, usize)> = words(line);
    let has_digit = |text: &str| text.bytes().any(|byte| byte.is_ascii_digit());
    if words.len() > LINE_WORDS_MAX || !has_digit(line) {
        return None;
    }
    // The longest window first: a shorter one inside of it is a part of it.
    for length in (1..=words.len().min(WORDS_MAX)).rev() {
        for window in words.windows(length) {
            let (Some((start, _)), Some((_, end))) = (window.first(), window.last()) else {
                continue;
            };
            let Some(text) = line.get(*start..*end) else {
                continue;
            };
            if !has_digit(text) || is_state(text) || ends_with_letter(text) {
                continue;
            }
            // "Clerk, Oak Ltd (2018 – 2020)."
            let closed = text.strip_suffix('.').filter(|it| it.ends_with(')'));
            let inner = closed.unwrap_or(text);
            let inner =
                inner.trim_matches(['(', ')', ',', ';', ':', '|', '·', '•', '*', '_', '[', ']']);
            let Some((from, to, current)) = range(inner.trim(), order) else {
                continue;
            };
            let before = line.get(..*start).unwrap_or_default();
            let after = line.get(*end..).unwrap_or_default();
            // "Served until 2021" and "2000+ clients" are texts.
            let is_half = from.is_none() || half::has_sign(inner);
            let is_last = tidy("", after).is_empty();
            if is_half && !(is_last && half::is_parted(before, text)) {
                continue;
            }
            let is_open = to.is_none() && !current && inner.ends_with(DASHES);
            let behind = after.trim_start();
            let is_behind = is_open && behind.starts_with(char::is_alphanumeric);
            return Some(Span {
                start: from,
                end: to,
                current,
                behind: if is_behind {
                    tidy("", behind)
                } else {
                    String::new()
                },
                inside: !tidy(before, "").is_empty() && !tidy("", after).is_empty(),
                rest: tidy(before, after),
            });
        }
    }
    None
}

/// True for a line that begins with a whole span and a name, so that it does not go on from the line above: `dal 2015 al 2018 — Cuoco`.
pub fn begins(line: &str) -> bool {
    let is_low = line.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit());
    let found = if is_low { find_day_first(line) } else { None };
    found.is_some_and(|span| {
        let is_whole = span.start.is_some() && (span.end.is_some() || span.current);
        let is_first = !span.inside && line.trim_end().ends_with(&span.rest);
        // "waiting" and below it "since 2012": the sentence goes on.
        let is_date = span.end.is_some() || line.contains(DASHES) || !span.rest.is_empty();
        is_whole && is_first && is_date && !span.rest.starts_with(char::is_lowercase)
    })
}

/// True if a capital letter alone is the last word: "2007 – 2009, A Levels".
fn ends_with_letter(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or_default();
    matches!(last.as_bytes(), [letter] if letter.is_ascii_uppercase())
}

/// True if the short name of a state begins the text: `ON, May 2020`.
fn is_state(text: &str) -> bool {
    let first = text.split_once(',').map_or("", |(first, _)| first);
    first.len() == 2 && first.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Where the words of a line begin and end.
pub(super) fn words(line: &str) -> Vec<(usize, usize)> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in line.char_indices() {
        match (c.is_whitespace(), start) {
            (true, Some(from)) => {
                words.push((from, at));
                start = None;
            }
            (false, None) => start = Some(at),
            _ => {}
        }
    }
    if let Some(from) = start {
        words.push((from, line.len()));
    }
    words
}

fn range(text: &str, order: SlashOrder) -> Option<Range> {
    // A month with a year of two digits is a date only beside another one: "3/19 – 12/19".
    let read = |text: &str| match read(text, order) {
        Stated::Unreadable => short::month(text).map_or(Stated::Unreadable, Stated::Date),
        stated => stated,
    };
    let lower = text.to_lowercase();
    let since = SINCE.iter().find_map(|word| lower.strip_prefix(word));
    if let Some(date) = since.and_then(|rest| read(rest).date()) {
        return Some((Some(date), None, true));
    }
    let half = half::read(since.unwrap_or(&lower), |text| read(text).date());
    if half.is_some() {
        return half;
    }
    if let Some((start, end)) = short::years(&lower) {
        return Some((Some(start), Some(end), false));
    }
    let from = FROM.iter().find_map(|word| lower.strip_prefix(word));
    let lower = since.or(from).unwrap_or(&lower);
    for separator in SEPARATORS {
        for (at, _) in lower.match_indices(separator) {
            let (first, second) = (
                lower.get(..at)?.trim(),
                lower.get(at + separator.len()..)?.trim(),
            );
            let Some(start) = read(first)
                .date()
                .or_else(|| half::month(first, read(second)))
            else {
                continue;
            };
            match read(second) {
                Stated::Present => return Some((Some(start), None, true)),
                // "March 2021 to date": alone the word says nothing.
                Stated::Unreadable if second == "date" => return Some((Some(start), None, true)),
                // "od 2019 do dziś": the word before it belongs to it.
                Stated::Unreadable
                    if read(&format!("{} {second}", separator.trim())) == Stated::Present =>
                {
                    return Some((Some(start), None, true));
                }
                Stated::Date(end) if !end_is_month(separator, first, second) => {
                    return Some((Some(start), Some(end), false));
                }
                // "2018 –": it goes on, or the end is missing; nothing is said of it.
                Stated::Nothing if separator != "-" || lower.ends_with(" -") => {
                    return Some((Some(start), None, false));
                }
                _ => {}
            }
            if let Some(end) = short_year(start, second, separator) {
                return Some((Some(start), Some(end), false));
            }
        }
    }
    None
}

/// True for `2018-2019-01` and the like, where a hyphen is a part of a date.
fn end_is_month(separator: &str, first: &str, second: &str) -> bool {
    separator == "-" && first.len() == 4 && second.len() < 4
}

/// The end of `2014-17`. Behind a hyphen a number up to 12 is a month.
fn short_year(start: PartialDate, second: &str, separator: &str) -> Option<PartialDate> {
    let digits = second.trim_start_matches(['\'', '’']);
    if digits.len() != 2 || start.month.is_some() {
        return None;
    }
    let short: i32 = digits.parse().ok()?;
    let year = start.year / 100 * 100 + short;
    let is_year = separator != "-" || short > 12;
    (is_year && year >= start.year).then(|| PartialDate::new(year, None, None))?
}

/// What a text says of a date.
pub(super) fn read(text: &str, order: SlashOrder) -> Stated {
    if text.split_whitespace().nth(DATE_WORDS_MAX).is_some() {
        return Stated::Unreadable;
    }
    let arabic = half::arabic(text);
    let text = arabic.as_deref().unwrap_or(text).trim();
    // "2013, 2:1": a mark is no time.
    if text.split([' ', ',']).any(is_mark) {
        return Stated::Unreadable;
    }
    // "(DES) 2011": what is in a bracket is no part of the date behind it.
    if text.trim_end_matches(')').contains(')') {
        return Stated::Unreadable;
    }
    if text.len() == 4 || text.len() > 4 || text.is_empty() || text.chars().any(char::is_alphabetic)
    {
        date::read_month_in_any(text, order)
    } else {
        Stated::Unreadable
    }
}

/// True for two digits with a colon between them: `2:1`.
fn is_mark(word: &str) -> bool {
    matches!(word.as_bytes(), [first, b':', last] if first.is_ascii_digit() && last.is_ascii_digit())
}

/// What is left of a line without its span, and without the length in brackets behind it.
pub(super) fn tidy(before: &str, after: &str) -> String {
    let after = without_length(after.trim_start_matches([')', ',', ' ']));
    let (before, after) = (trimmed(before), trimmed(&after));
    match (before.is_empty(), after.is_empty()) {
        (_, true) => before,
        (true, false) => after,
        (false, false) if after.starts_with('(') => format!("{before} {after}"),
        (false, false) => format!("{before}, {after}"),
    }
}

/// A text without signs around it. A bracket that the dates were in, or that is behind them, stays whole.
fn trimmed(text: &str) -> String {
    const SIGNS: [char; 13] = [
        ' ', ',', ';', ':', '|', '·', '•', '–', '—', '-', '\u{a0}', '*', '_',
    ];
    let text = text.trim_matches(SIGNS);
    let text = text.strip_suffix('(').unwrap_or(text).trim_matches(SIGNS);
    let unclosed = text.strip_prefix('(').filter(|rest| !rest.contains(')'));
    let text = unclosed.unwrap_or(text).trim_matches(SIGNS);
    let (opened, closed) = (text.matches('(').count(), text.matches(')').count());
    match opened.cmp(&closed) {
        Ordering::Less if text.ends_with(')') => format!("({text}"),
        Ordering::Less | Ordering::Equal => text.to_owned(),
        Ordering::Greater => format!("{text})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_found_in_lines() {
        let table = [
            ("Feb 2021 – Present", "2021-02/…", ""),
            ("06/2018 – 01/2021", "2018-06/2021-01", ""),
            ("02/2021 – present", "2021-02/…", ""),
            ("2018-06 – 2021-01", "2018-06/2021-01", ""),
            ("January 2023 - Present (3 years 2 months)", "2023-01/…", ""),
            ("BSc, Tides · (2014 - 2017)", "2014/2017", "BSc, Tides"),
            ("Summer 2018 - Jan '21", "2018/2021-01", ""),
            (
                "Sea School, BSc Tides, 2014–2017",
                "2014/2017",
                "Sea School, BSc Tides",
            ),
            ("2014-17", "2014/2017", ""),
            (
                "Lifeboat crew, Tarn Station, 2019 – 2020",
                "2019/2020",
                "Lifeboat crew, Tarn Station",
            ),
            ("seit 03/2019", "2019-03/…", ""),
            ("März 2019 bis heute", "2019-03/…", ""),
            ("de 2016 à 2018", "2016/2018", ""),
            ("Feb 2021 - now", "2021-02/…", ""),
        ];
        for (line, dates, rest) in table {
            let span = find_day_first(line).unwrap_or_else(|| panic!("{line}"));
            let date =
                |date: Option<PartialDate>| date.map(|date| date.to_string()).unwrap_or_default();
            let end = if span.current {
                "…".to_owned()
            } else {
                date(span.end)
            };
            assert_eq!(format!("{}/{end}", date(span.start)), dates, "{line}");
            assert_eq!(span.rest, rest, "{line}");
        }
        for line in [
            "ines@mail.example | 2018 2020 1234",
            "+32 470 00 00 00",
            "Cut waiting by 30 % since May",
            "2018-06",
            "5-7 people",
            "Yard Clerk",
        ] {
            assert_eq!(find_day_first(line), None, "{line}");
        }
    }
}
