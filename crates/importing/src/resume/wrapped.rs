//! Dates in a narrow column that are wrapped: `Jan 2019 –` beside the title, and `Mar 2021` below it beside the company.

use super::{
    line::{Kind, Line},
    plain, span,
};
use crate::date::SlashOrder;

/// The most bytes of one of the two parts.
const BYTES_MAX: usize = 24;
/// How many lines below the first part the second one may be.
const BELOW_MAX: usize = 2;

/// The lines, with both parts on the first line.
pub(super) fn joined(mut lines: Vec<Line>) -> Vec<Line> {
    for at in 0..lines.len() {
        let Some((cell, first)) = lines.get(at).and_then(start) else {
            continue;
        };
        let found = (1..=BELOW_MAX).find_map(|below| {
            let line = lines.get(at + below)?;
            let (index, second) = end(line, cell, below)?;
            let whole = format!("{first} {second}");
            is_whole(&whole, line.order).then_some((at + below, index, whole))
        });
        let Some((below, index, whole)) = found else {
            continue;
        };
        if let Some(line) = lines.get_mut(at) {
            set(line, &first, &whole);
        }
        if let Some(line) = lines.get_mut(below) {
            take(line, index);
        }
    }
    lines.retain(|line| !line.text.is_empty());
    lines
}

/// Which cell of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cell {
    First,
    Last,
    /// The line has no other.
    Only,
}

/// The first part: dates that are no whole span, as a line or in a cell at its edge.
fn start(line: &Line) -> Option<(Cell, String)> {
    cells(line).find(|(_, text)| {
        let has_sign = text.ends_with(['–', '—', '-', '−']) || ends_with_word(text);
        let is_dash = has_sign || text.contains(" – ") || text.contains(" - ");
        is_dash && has_year(text) && !is_whole(text, line.order)
    })
}

/// The second part, in the same cell or alone.
fn end(line: &Line, cell: Cell, below: usize) -> Option<(Cell, String)> {
    let is_same = |found: Cell| found == cell || found == Cell::Only || cell == Cell::Only;
    let mut found = cells(line).filter(|(found, text)| {
        let is_near = below == 1 || *found == Cell::Only;
        is_same(*found) && is_near && !is_whole(text, line.order)
    });
    found.next()
}

/// The short cells at the edges of a line.
fn cells(line: &Line) -> impl Iterator<Item = (Cell, String)> {
    let found = match line.cells.as_slice() {
        [first, .., last] => vec![(Cell::First, first.clone()), (Cell::Last, last.clone())],
        _ => vec![(Cell::Only, line.text.clone())],
    };
    let is_free = line.kind == Kind::Text && !line.titled;
    let is_short = move |(_, text): &(Cell, String)| is_free && text.len() <= BYTES_MAX;
    found.into_iter().filter(is_short)
}

fn has_year(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_ascii_digit());
    words.any(|word| word.len() == 4)
}

/// True for a text that ends with a word that stands between two dates.
fn ends_with_word(text: &str) -> bool {
    const WORDS: [&str; 10] = [
        "to", "until", "bis", "à", "au", "a", "al", "tot", "do", "til",
    ];
    let last = text.rsplit(' ').next().unwrap_or_default();
    WORDS.contains(&last)
}

/// True for a whole span and nothing else.
fn is_whole(text: &str, order: SlashOrder) -> bool {
    span::find(text, order).is_some_and(|found| {
        let is_ended = found.end.is_some() || found.current;
        found.start.is_some() && is_ended && found.rest.is_empty()
    })
}

/// Puts the whole dates where their first part is.
fn set(line: &mut Line, first: &str, whole: &str) {
    let cell = line.cells.iter_mut().find(|cell| cell.as_str() == first);
    match cell {
        Some(cell) => {
            whole.clone_into(cell);
            line.text = line.cells.join(", ");
        }
        None => whole.clone_into(&mut line.text),
    }
}

/// Takes the second part out of its line.
fn take(line: &mut Line, cell: Cell) {
    match cell {
        Cell::First if line.cells.len() > 1 => {
            line.cells.remove(0);
        }
        Cell::Last => {
            line.cells.pop();
        }
        Cell::First | Cell::Only => line.cells.clear(),
    }
    line.text = line.cells.join(", ");
    if line.cells.len() < 2 {
        line.cells.clear();
    }
    if let Some(text) = plain::bullet(&line.text) {
        line.text = text;
        line.kind = Kind::Bullet(0);
    }
}
