//! The order of day and month in the dates of a document, and a month that is two in neighbouring languages.

use super::{line::Line, span};
use crate::{
    date::{
        Proof, SlashOrder, century, has_month_of_two, is_about, is_doubtful, month_of_two,
        twin_message,
    },
    text::{quote, quoted_list},
};

/// The most bytes of a line with a season that belongs to a date.
const LINE_BYTES_MAX: usize = 160;
/// The most of them that are named.
const SEASONS_MAX: usize = 5;

/// The order that the dates of a document prove, or the day first; and a date that can be another one, if none proves it.
pub fn order(lines: &[Line]) -> (SlashOrder, Option<String>) {
    let mut proof = Proof::default();
    let mut doubtful = None;
    for word in lines.iter().flat_map(|line| words(&line.text)) {
        proof.add(word);
        if doubtful.is_none() && is_doubtful(word) {
            doubtful = Some(quote(word));
        }
    }
    let order = proof.order();
    let doubtful = doubtful.filter(|_| order.is_none());
    (order.unwrap_or(SlashOrder::DayFirst), doubtful)
}

/// The lines with whole years for those of two digits behind an apostrophe: `'17`, `'17-'19`.
pub fn with_centuries(lines: Vec<Line>) -> Vec<Line> {
    let with_years = |line: Line| Line {
        text: in_centuries(&line.text),
        cells: line.cells.iter().map(|cell| in_centuries(cell)).collect(),
        ..line
    };
    lines.into_iter().map(with_years).collect()
}

fn in_centuries(text: &str) -> String {
    let mut whole = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        let next: String = chars.as_str().chars().take(3).collect();
        let short: String = next.chars().take_while(char::is_ascii_digit).collect();
        let is_parted = !whole.ends_with(char::is_alphanumeric);
        let is_last = !next.chars().nth(2).is_some_and(char::is_alphanumeric);
        let year = short.parse().ok().filter(|_| short.len() == 2);
        match year.filter(|_| "'’‘".contains(c) && is_parted && is_last) {
            Some(year) => {
                whole.push_str(&century(year).to_string());
                chars = chars.as_str().get(2..).unwrap_or_default().chars();
            }
            None => whole.push(c),
        }
    }
    whole
}

/// The lines with `2009 – 2012` for `2009-12`, if another line proves that such numbers are years: `2012-17`, and none that they are months.
pub fn with_whole_years(lines: Vec<Line>) -> Vec<Line> {
    let found: Vec<(u32, u32)> = lines
        .iter()
        .flat_map(|line| {
            line.text
                .split(|c: char| c.is_whitespace() || "(),;:|".contains(c))
        })
        .filter_map(short_years)
        .collect();
    let is_proof = found
        .iter()
        .any(|(start, end)| *end > 12 && *end > start % 100);
    let is_month = found.iter().any(|(start, end)| *end <= start % 100);
    if !is_proof || is_month {
        return lines;
    }
    let whole = |text: &str| -> String {
        let word = |word: &str| {
            let bare = word.trim_matches(['(', ')', ',', ';', ':']);
            let years = short_years(bare);
            years.map_or(word.to_owned(), |(start, end)| {
                word.replace(bare, &format!("{start}–{}", start / 100 * 100 + end))
            })
        };
        text.split(' ').map(word).collect::<Vec<_>>().join(" ")
    };
    let with_years = |line: Line| Line {
        text: whole(&line.text),
        cells: line.cells.iter().map(|cell| whole(cell)).collect(),
        ..line
    };
    lines.into_iter().map(with_years).collect()
}

/// The numbers of `2009-12`.
fn short_years(word: &str) -> Option<(u32, u32)> {
    let (start, end) = word.split_once('-')?;
    let is_pair = begins_with_year(start) && start.len() == 4 && end.len() == 2;
    Some((start.parse().ok().filter(|_| is_pair)?, end.parse().ok()?))
}

/// What a finding says of a month that is another one in a neighbouring language, unless the other lines of the document say which.
pub fn month_in_doubt(lines: &[Line]) -> Option<String> {
    let is_dated =
        |line: &&Line| line.text.contains(char::is_numeric) && has_month_of_two(&line.text);
    let found = lines.iter().find(is_dated)?;
    let month = month_of_two(lines.iter().map(|line| line.text.as_str()));
    (month != Some(11)).then(|| twin_message(&found.text))
}

/// What a finding says of seasons, quarters and parts of a year, of which only the year is read: `Summer 2018`, `2020-Q1`.
pub fn season(lines: &[Line]) -> Option<String> {
    let mut found: Vec<String> = Vec::new();
    for line in lines.iter().filter(|line| may_have_dates(line)) {
        for date in seasons(&line.text) {
            if !found.contains(&date) && found.len() < SEASONS_MAX {
                found.push(date);
            }
        }
    }
    let dates = quoted_list(&found, SEASONS_MAX);
    (!found.is_empty()).then(|| {
        format!(
            "Of dates such as {dates} only the year was read. Correct them, if the month is known."
        )
    })
}

/// True for a short line of names and dates. A bullet is one if it has whole dates.
fn may_have_dates(line: &Line) -> bool {
    let is_dated = || span::find(&line.text, line.order).is_some_and(|it| it.start.is_some());
    line.text.len() <= LINE_BYTES_MAX && (!line.is_bullet() || is_dated())
}

/// The seasons, quarters and parts of years of a line, with their years.
fn seasons(text: &str) -> Vec<String> {
    let words = text.split([' ', '–', '—', '(', ')', ',', ';']);
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let plain = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let mut found: Vec<String> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| words.get(before));
        // "2020-Q1", "Q3/2018"
        let parts: Vec<&str> = word.split(['-', '/', '.']).collect();
        let has_year = parts.iter().any(|part| begins_with_year(part));
        if has_year && parts.len() == 2 && is_about(word) {
            found.push(plain(word));
        } else if let Some(before) = before {
            let is_next = words.get(at + 1).is_some_and(|next| begins_with_year(next));
            let is_behind = begins_with_year(before) && is_quarter(&plain(word)) && !is_next;
            if is_about(before) && begins_with_year(word) || is_behind {
                // "3rd quarter 2018"
                let number = at.checked_sub(2).and_then(|first| words.get(first));
                let number = number.filter(|it| it.starts_with(['1', '2', '3', '4']));
                let number = number.filter(|it| it.len() < 5 && !begins_with_year(it));
                let number = number.map(|it| format!("{it} ")).unwrap_or_default();
                found.push(plain(&format!("{number}{before} {word}")));
            }
        }
    }
    found
}

/// True for a quarter: `Q1`.
fn is_quarter(word: &str) -> bool {
    matches!(word.as_bytes(), [b'Q' | b'q', b'1'..=b'4'])
}

fn begins_with_year(word: &str) -> bool {
    let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
    let year: Option<u32> = digits.parse().ok();
    year.is_some_and(|year| (1900..2100).contains(&year))
}

/// Words with a digit at both ends, such as dates.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split([' ', '–', '—', '(', ')', ',', ';']);
    let words = words.map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    words.filter(|word| word.len() >= 6 && word.starts_with(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::super::read;

    #[test]
    fn a_month_of_two_languages_is_named_unless_other_lines_say_which() {
        for (text, is_named) in [
            (
                "Iskustvo\n\nKuhar, Oak, listopad 2019 – ožujak 2021\n- Kuhao",
                true,
            ),
            (
                "Experience\n\nCook, Oak, listopad 2019 – 2021\n- Cooked",
                true,
            ),
            (
                "Doświadczenie\n\nKucharz, Oak, listopad 2019 – marzec 2021\n- Gotowanie",
                false,
            ),
            (
                "Experience\n\nCook, Oak, November 2019 – 2021\n- Cooked",
                false,
            ),
        ] {
            let findings = read(text.as_bytes()).unwrap().report.findings;
            let mut findings = findings.iter();
            let has = findings.any(|it| it.message.contains("October in Croatian"));
            assert_eq!(has, is_named, "{text}");
        }
    }
}
