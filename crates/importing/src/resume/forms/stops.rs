//! Jobs and schools whose names full stops part, as Spanish writes them: `Jun. 2022 - Actualidad: Jefa de sala. Restaurante La Barca, Valencia.`

use super::{Line, dated, ordered, titled};
use crate::resume::{
    line::Kind,
    single,
    site::is_place,
    span,
    study::is_known_school,
    words::{is_school, listed},
};

/// The most bytes of such a line.
const BYTES_MAX: usize = 160;
/// The most words of a name.
const WORDS_MAX: usize = 8;
/// The fewest characters of a word before a full stop that ends a name; a shorter one is an abbreviation.
const LAST_CHARS_MIN: usize = 4;

/// Longer abbreviations.
const SHORT: [&str; 8] = [
    "Gebr", "Prof", "Bros", "Inst", "Univ", "Dept", "Dipl", "Hnos",
];

/// The lines, with such jobs in the form of a table's row.
pub(super) fn jobs(lines: &[Line]) -> Vec<Line> {
    let job = |line: &Line| job(line).unwrap_or_else(|| vec![line.clone()]);
    lines.iter().flat_map(job).collect()
}

/// The lines, with a comma for the full stop of such schools.
pub(super) fn schools(lines: &[Line]) -> Vec<Line> {
    let school = |line: &Line| school(line).unwrap_or_else(|| line.clone());
    lines.iter().map(school).collect()
}

fn job(line: &Line) -> Option<Vec<Line>> {
    let (days, names) = behind_days(line)?;
    let (title, company, place) = match apart(names)?.as_slice() {
        [first, second] => {
            let (title, company) = ordered(first, second)?;
            let parts = listed(company);
            match parts.as_slice() {
                [name, town] if is_place(town) => (title.to_owned(), name.clone(), town.clone()),
                _ => (title.to_owned(), company.to_owned(), String::new()),
            }
        }
        [first, second, town] if is_place(town) => {
            let (title, company) = ordered(first, second)?;
            (title.to_owned(), company.to_owned(), (*town).to_owned())
        }
        _ => return None,
    };
    let days = dated(days, line);
    super::only_dates(&days)?;
    Some(vec![titled([&title, &company, &place], line), days])
}

fn school(line: &Line) -> Option<Line> {
    let rest = match behind_days(line) {
        Some((_, rest)) => rest.to_owned(),
        None => before_days(line).or_else(|| Some(single::at_start(&line.text, line.order)?.1))?,
    };
    // "Máster en Derecho, 60 ECTS. Universidad del Olmo"
    let plain = rest.replace(", ", " ");
    let names = apart(&plain)?;
    let is_named = names
        .iter()
        .any(|name| is_school(name) || is_known_school(name));
    let whole = line.text.trim_end_matches('.').replace(". ", ", ");
    let is_free = line.kind == Kind::Text && line.text.len() < BYTES_MAX;
    (is_free && is_named && names.len() == 2).then(|| Line {
        text: whole,
        cells: Vec::new(),
        ..line.clone()
    })
}

/// The names before the days with which a line ends: `Grado en Derecho. Universidad del Olmo (2010-2014)`.
fn before_days(line: &Line) -> Option<String> {
    let found = span::find(&line.text, line.order)?;
    let is_whole = found.start.is_some() && (found.end.is_some() || found.current);
    let is_last = !found.inside && line.text.starts_with(&found.rest);
    (is_whole && is_last && found.rest.contains(". ")).then_some(found.rest)
}

/// The days with which a line begins, and what is behind them.
fn behind_days(line: &Line) -> Option<(&str, &str)> {
    let is_free = line.kind == Kind::Text && line.text.len() < BYTES_MAX && line.cells.len() < 2;
    let found = span::find(&line.text, line.order).filter(|_| is_free)?;
    let is_whole = found.start.is_some() && (found.end.is_some() || found.current);
    let text = line.text.trim_end_matches('.');
    let days = text.strip_suffix(found.rest.trim_end_matches('.'));
    let days = days.filter(|_| is_whole && !found.inside)?;
    let names = text.strip_prefix(days)?;
    let days = days.trim_end_matches([' ', ':', ',', '–', '—', '-', '|']);
    Some((days, names))
}

/// The names of a text between full stops, if there are several and each is short.
fn apart(text: &str) -> Option<Vec<&str>> {
    let names: Vec<&str> = text
        .trim_end_matches('.')
        .split(". ")
        .map(str::trim)
        .collect();
    let (_, before) = names.split_last()?;
    let is_name = |name: &&str| {
        name.split_whitespace().count() <= WORDS_MAX && name.starts_with(char::is_uppercase)
    };
    let ends = |name: &&str| {
        let last = name.rsplit(' ').next().unwrap_or_default();
        let is_word = last.chars().count() >= LAST_CHARS_MIN && !last.contains('.');
        let is_long = is_word && !SHORT.contains(&last);
        let is_short_name = last.len() > 1 && last.chars().all(char::is_uppercase);
        (is_long || is_short_name) && !name.contains(", ")
    };
    let is_list = (2..=3).contains(&names.len()) && names.iter().all(is_name);
    (is_list && before.iter().all(ends)).then_some(names)
}
