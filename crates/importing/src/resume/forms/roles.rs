//! Roles within the dates of a company: `Ridge Inc., Hull 2014 – 2020`, below it `Vice President, Finance (2016 – 2020)`.

use super::{Line, Read, dated, titled, under};
use crate::resume::{
    line::Kind,
    site::{is_place, is_remote, places_apart},
    span::{self, Span},
    words::{is_sentence, listed, title_score},
};
use crate::text::quote;

/// The most lines below a company in which its roles are looked for.
const BELOW_MAX: usize = 60;

/// The lines, with each role as a row of its own that has the company.
pub(super) fn of(lines: &[Line]) -> Read {
    let lines: Vec<Line> = lines.iter().flat_map(apart).collect();
    let mut read = Read::default();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let below = lines.get(at + 1..).unwrap_or_default();
        match company(line) {
            Some(over) if has_roles(&over, below) => {
                let taken = over.take(below, &mut read);
                at += taken + 1;
            }
            _ => {
                read.lines.push(line.clone());
                at += 1;
            }
        }
    }
    read
}

/// `Director (2010-2014) • Manager (2006-2010)`: a line for each role, if each has dates in brackets at its end.
fn apart(line: &Line) -> Vec<Line> {
    for sign in [" • ", "; ", " · ", " | ", ". "] {
        let text = line.text.trim_end_matches('.');
        let roles: Vec<&str> = text.split(sign).map(str::trim).collect();
        let is_role = |role: &&str| {
            let parted = role.strip_suffix(')').and_then(|it| it.rsplit_once(" ("));
            let dates = parted.and_then(|(_, dates)| span::find(dates, line.order));
            dates.is_some_and(|dates| dates.rest.is_empty() && dates.start.is_some())
        };
        if roles.len() > 1 && line.kind == Kind::Text && roles.iter().all(is_role) {
            let role = |(at, text): (usize, &str)| Line {
                text: text.to_owned(),
                cells: Vec::new(),
                gap: at > 0 || line.gap,
                ..line.clone()
            };
            return roles.into_iter().enumerate().map(role).collect();
        }
    }
    vec![line.clone()]
}

/// A company with its dates.
struct Over {
    name: String,
    place: String,
    span: Span,
    text: String,
}

/// The company of a line that names no title.
fn company(line: &Line) -> Option<Over> {
    let is_free = matches!(line.kind, Kind::Text | Kind::Heading(_)) && line.text.len() < 160;
    let span = span::find(&line.text, line.order).filter(|_| is_free)?;
    let is_whole = span.start.is_some() && (span.end.is_some() || span.current);
    let (names, places) = places_apart(&listed(&span.rest));
    let (names, places) = match (names.as_slice(), places.as_slice()) {
        ([name, town], []) if is_place(town) => (vec![name.clone()], vec![town.clone()]),
        _ => (names, places),
    };
    let [name] = names.as_slice() else {
        return None;
    };
    // "Beta LLC — Remote"
    let mut signs = [" — ", " – ", " - "].iter();
    let behind = signs.find_map(|sign| name.rsplit_once(*sign));
    let behind = behind.filter(|(_, place)| is_place(place) || is_remote(place));
    let (name, places) = match behind {
        Some((name, place)) if places.is_empty() => (name.to_owned(), vec![place.to_owned()]),
        _ => (name.clone(), places),
    };
    let is_company = is_whole && !span.inside && title_score(&name) <= 0 && !is_sentence(&name);
    is_company.then(|| Over {
        name,
        place: places.join(", "),
        text: line.text.clone(),
        span: span.clone(),
    })
}

/// A role with its own dates that names no company: `Vice President, Finance (2014 to 2018)`.
fn role(line: &Line, over: &Over) -> Option<(String, String)> {
    let is_free = !line.is_bullet() && line.text.len() < 120;
    let bracketed = line
        .text
        .strip_suffix(')')
        .and_then(|it| it.rsplit_once(" ("));
    let owned = |(title, dates): (&str, &str)| (title.to_owned(), dates.to_owned());
    let (title, dates) = bracketed.map(owned).or_else(|| under::role(line))?;
    let span = span::find(&dates, line.order).filter(|span| is_free && span.rest.is_empty())?;
    let is_title = title_score(&title) > 0 && !is_sentence(&title) && !title.contains(" at ");
    let start = span.start.filter(|_| is_title)?;
    let is_after = over.span.start.is_some_and(|first| !first.is_after(&start));
    let is_before = match (span.end, over.span.end) {
        (Some(end), Some(last)) => !end.is_after(&last),
        (None, Some(_)) => false,
        (_, None) => over.span.current,
    };
    (is_after && is_before).then_some((title, dates))
}

/// True if roles are below a company before another line with dates, and no title without dates before them.
fn has_roles(over: &Over, below: &[Line]) -> bool {
    for line in below.iter().take(BELOW_MAX) {
        if role(line, over).is_some() {
            return true;
        }
        let is_dated = || span::find(&line.text, line.order).is_some_and(|it| it.start.is_some());
        let is_title = || title_score(&line.text) > 0 && !is_sentence(&line.text);
        if !line.is_bullet() && (is_dated() || is_title()) {
            return false;
        }
    }
    false
}

impl Over {
    /// Takes the roles and their text; says how many lines these are.
    fn take(&self, below: &[Line], read: &mut Read) -> usize {
        let message = format!(
            "\"{}\" has roles with dates of their own below it, which were read; its own dates were not.",
            quote(&self.text)
        );
        read.left.push(message);
        let mut has_role = false;
        for (at, line) in below.iter().enumerate() {
            if let Some((title, dates)) = role(line, self) {
                has_role = true;
                let row = titled([&title, &self.name, &self.place], line);
                read.lines.push(row);
                read.lines.push(dated(&dates, line));
                continue;
            }
            let is_dated = span::find(&line.text, line.order).is_some_and(|it| it.start.is_some());
            if !line.is_bullet() && (is_dated || has_role && line.gap) {
                return at;
            }
            if has_role {
                read.lines.push(line.clone());
            } else {
                let message = format!(
                    "\"{}\" is said of \"{}\" as a whole, and was not read. Enter it by hand, if it belongs to the profile.",
                    quote(&line.text),
                    quote(&self.name)
                );
                read.left.push(message);
            }
        }
        below.len()
    }
}
