//! Forms of jobs that are rewritten before their entries are read: lines whose order or whose labels tell which is the title, the company, the
//! place and the dates.

mod at;
mod europass;
mod labelled;
mod paragraphs;
mod prefixed;
mod roles;
mod schools;
pub(super) mod seasons;
mod spans;
mod stacked;
mod stops;
mod under;

use super::{
    line::{Kind, Line},
    span::{self, Span},
    words::{is_sentence, title_score},
};

/// The most lines of a section that are rewritten.
const LINES_MAX: usize = 3_000;
/// The most words of a name.
const NAME_WORDS_MAX: usize = 8;

/// Lines as entries are read from them, and what of them is in none.
#[derive(Debug, Default)]
pub(super) struct Read {
    /// The lines.
    pub lines: Vec<Line>,
    /// What was left out, as sentences.
    pub left: Vec<String>,
}

/// The lines of jobs.
pub(super) fn jobs(lines: &[Line]) -> Read {
    if lines.len() > LINES_MAX {
        return Read {
            lines: lines.to_vec(),
            left: Vec::new(),
        };
    }
    let prefixed = prefixed::jobs(lines);
    let mut read = spans::plain(&paragraphs::jobs(&prefixed.lines));
    read.left.extend(prefixed.left);
    let labelled = labelled::jobs(&stops::jobs(&read.lines));
    read.left.extend(labelled.left);
    read.lines = at::jobs(&labelled.lines);
    let roles = roles::of(&under::jobs(&read.lines));
    read.left.extend(roles.left);
    read.lines = stacked::jobs(&roles.lines);
    read
}

/// The lines of schools.
pub(super) fn schools(lines: &[Line]) -> Read {
    if lines.len() > LINES_MAX {
        return Read {
            lines: lines.to_vec(),
            left: Vec::new(),
        };
    }
    let mut read = spans::plain(lines);
    let labelled = labelled::schools(&stops::schools(&read.lines));
    read.left.extend(labelled.left);
    read.lines = schools::of(&labelled.lines);
    read
}

/// The first line of a job whose title, company and place are known; the dates are below it.
fn titled([title, company, place]: [&str; 3], like: &Line) -> Line {
    let cells = [title, company, place].map(|cell| cell.trim().to_owned());
    let named = cells.iter().filter(|cell| !cell.is_empty());
    let named: Vec<&str> = named.map(String::as_str).collect();
    Line {
        text: named.join(", "),
        cells: cells.to_vec(),
        kind: Kind::Text,
        gap: true,
        titled: true,
        ..like.clone()
    }
}

/// The line with the dates of the job above it.
fn dated(text: &str, like: &Line) -> Line {
    Line {
        text: text.to_owned(),
        cells: Vec::new(),
        kind: Kind::Text,
        gap: false,
        ..like.clone()
    }
}

/// The dates of a line that has nothing else.
fn only_dates(line: &Line) -> Option<Span> {
    let is_free = line.kind == Kind::Text && line.text.len() < 80;
    let found = span::find(&line.text, line.order).filter(|_| is_free)?;
    (found.rest.is_empty() && found.start.is_some()).then_some(found)
}

/// True for a line that may be a name and nothing else.
fn is_name(line: &Line) -> bool {
    let text = line.text.as_str();
    line.kind == Kind::Text
        && line.cells.len() < 2
        && text.split_whitespace().count() <= NAME_WORDS_MAX
        && text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        && !text.ends_with([':', '.'])
        && !is_sentence(text)
        && span::find(text, line.order).is_none()
}

/// Title and company of two names, if their words tell which is which.
fn ordered<'a>(first: &'a str, second: &'a str) -> Option<(&'a str, &'a str)> {
    match title_score(first).cmp(&title_score(second)) {
        std::cmp::Ordering::Greater => Some((first, second)),
        std::cmp::Ordering::Less => Some((second, first)),
        std::cmp::Ordering::Equal => None,
    }
}
