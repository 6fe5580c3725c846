//! Lines that hold several certificates or awards, and years that a comma parts from a name.

use super::credentials;
use crate::{
    lists,
    resume::{line::Line, single, span, words::title_score},
};

/// The most words of a certificate that a full stop ends.
const SENTENCE_WORDS_MAX: usize = 6;

/// `Ice rescue. 30 hours. Red Hut. 2023.`: the names between full stops, of which the last is a day.
fn stopped(line: &Line) -> Option<Line> {
    let text = line.text.strip_suffix('.').unwrap_or(&line.text);
    let (names, day) = text.rsplit_once(". ")?;
    let date = span::read(day, line.order)
        .date()
        .filter(|_| day.len() >= 4);
    let is_plain = names.contains(". ") && !names.contains(", ") && line.cells.len() < 2;
    (date.is_some() && is_plain).then(|| Line {
        text: format!("{}, {day}", names.replace(". ", ", ")),
        cells: Vec::new(),
        ..line.clone()
    })
}

/// The certificates or awards of a line between semicolons.
pub(super) fn apart(line: &Line) -> Vec<Line> {
    if let Some(whole) = stopped(line) {
        return vec![whole];
    }
    if let Some(several) = several(line) {
        let part = |text: String| Line {
            text,
            cells: Vec::new(),
            ..line.clone()
        };
        return several.into_iter().map(part).collect();
    }
    // "First Aid (2018), Crane (2016)": each has a date of its own.
    let listed: Vec<&str> = line.text.split("), ").collect();
    let has_year = |part: &&str| {
        part.rsplit_once('(')
            .is_some_and(|(_, year)| single::is_years(year.trim_end_matches(')')))
    };
    let is_list = listed.len() > 1 && listed.iter().all(has_year);
    let text = if is_list {
        line.text.replace("), ", "); ")
    } else {
        line.text.clone()
    };
    let parts: Vec<&str> = text.split("; ").map(str::trim).collect();
    let is_closed = |part: &&str| part.matches('(').count() == part.matches(')').count();
    if parts.len() < 2 || !parts.iter().all(is_closed) {
        return vec![line.clone()];
    }
    let part = |text: &&str| Line {
        text: (*text).to_owned(),
        cells: Vec::new(),
        ..line.clone()
    };
    parts
        .iter()
        .filter(|part| !part.is_empty())
        .map(part)
        .collect()
}

/// The lines with a comma before the year at the end, if each of several ends with one: `Food hygiene 2016`.
pub(super) fn with_years(lines: &[Line]) -> Vec<Line> {
    let lines: Vec<Line> = lines.iter().map(behind_bracket).collect();
    let lines = lines.as_slice();
    let parted = |line: &Line| {
        let (name, year) = line.text.rsplit_once(' ')?;
        let is_year = year.len() == 4 && single::is_years(year);
        (is_year && name.ends_with(char::is_alphanumeric)).then(|| format!("{name}, {year}"))
    };
    let texts: Option<Vec<String>> = lines.iter().map(parted).collect();
    let Some(texts) = texts.filter(|texts| texts.len() > 1) else {
        return lines.to_vec();
    };
    let with = |(line, text): (&Line, String)| Line {
        text,
        cells: Vec::new(),
        ..line.clone()
    };
    lines.iter().zip(texts).map(with).collect()
}

/// `Lifting (1 day) 2022` with a comma before the year.
fn behind_bracket(line: &Line) -> Line {
    let parted = line.text.rsplit_once(") ");
    let parted = parted.filter(|(_, year)| year.len() == 4 && single::is_years(year));
    let is_row = line.cells.len() > 1;
    match parted {
        Some((name, year)) if !is_row => Line {
            text: format!("{name}), {year}"),
            ..line.clone()
        },
        _ => line.clone(),
    }
}

/// The certificates of a line that lists them: between commas if the last has its own day of expiry, or with a full stop behind each.
fn several(line: &Line) -> Option<Vec<String>> {
    let listed = lists::split(&line.text);
    let is_dated = |part: &String| {
        let until = credentials::until(part, line.order);
        until.is_some_and(|(_, rest)| !rest.is_empty())
    };
    let is_name = |part: &String| title_score(part) >= 0 && part.chars().count() > 2;
    if listed.len() > 2 && listed.last().is_some_and(is_dated) && listed.iter().all(is_name) {
        return Some(listed);
    }
    let sentences: Vec<&str> = line.text.trim_end_matches('.').split(". ").collect();
    let is_short = |part: &&str| {
        let last = part
            .split([' ', ')'])
            .rfind(|word| !word.is_empty())
            .unwrap_or_default();
        let words = part.split(' ').count();
        words <= SENTENCE_WORDS_MAX
            && last.chars().count() > 3
            && part.starts_with(char::is_uppercase)
    };
    (sentences.len() > 1 && sentences.iter().all(is_short))
        .then(|| sentences.into_iter().map(str::to_owned).collect())
}
