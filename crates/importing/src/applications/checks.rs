//! Cells that say whether their column is so: a yes, a no, a no beside a day, or an `x` that the other marks of the column explain.

use super::{
    Mapping, Meaning,
    answers::answer,
    cells, dates, day_cells,
    dictionary::is_yet,
    list::{Letter, List},
    marks, names, phrases,
};
use crate::{record::Stage, table::Row};

/// What a cell says of whether its column is so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Check {
    /// It is.
    Yes,
    /// It is not.
    No,
    /// It is not, beside a day: `☐ 2026-03-05`.
    NoOnDay,
    /// A yes, or a no, with an explanation: `no (deadline passed)`.
    Explained(bool),
    /// An `x` beside crosses, which can be both.
    Unclear,
}

/// What an `x` means in each column.
pub(super) fn letters(columns: usize, rows: &[Row]) -> Vec<Letter> {
    (0..columns).map(|column| letter(column, rows)).collect()
}

fn letter(column: usize, rows: &[Row]) -> Letter {
    let (mut has_tick, mut has_cross) = (false, false);
    for row in rows.iter().filter(|row| row.is_read()) {
        let cell = row.cell(column);
        has_tick |= marks::is_tick(cell);
        has_cross |= marks::is_cross(cell);
    }
    match (has_tick, has_cross) {
        (true, _) => Letter::No,
        (false, true) => Letter::Unclear,
        (false, false) => Letter::Yes,
    }
}

/// True for a column in which an `x` was read as no.
pub(super) fn has_denying_letter(list: &List, column: usize) -> bool {
    list.letter(column) == Letter::No && list.cells(column).any(is_letter)
}

/// What a cell says; none for text, and for a day.
pub(super) fn check(list: &List, column: usize, cell: &str) -> Option<Check> {
    if is_letter(cell) {
        return Some(match list.letter(column) {
            Letter::Yes => Check::Yes,
            Letter::No => Check::No,
            Letter::Unclear => Check::Unclear,
        });
    }
    match answer(cell) {
        Some(true) => Some(Check::Yes),
        Some(false) => Some(Check::No),
        None if dates::is_denied(cell) => Some(Check::NoOnDay),
        None if is_yet(&marks::fold(cell)) => Some(Check::No),
        None => explained(list, column, cell),
    }
}

/// A yes or a no with an explanation that names no stage, or words that say the same of the sending: `to do`, `sent`.
fn explained(list: &List, column: usize, cell: &str) -> Option<Check> {
    let name = list.header.get(column);
    let is_sending = name.is_some_and(|name| is_of_sending(name));
    let explained = day_cells::explained(cell);
    if explained.is_none() && !is_sending || dates::is_day(cell) {
        return None;
    }
    if let Some(is_sent) = in_words(cell).filter(|_| is_sending) {
        return Some(Check::Explained(is_sent));
    }
    let (word, says) = explained?;
    let text = cell.strip_prefix(word).unwrap_or(cell);
    if !is_sending && !phrases::stage(text).is_empty() {
        return None;
    }
    // An `x` beside other marks can be both.
    let is_unclear = is_letter(word) && list.letter(column) != Letter::Yes;
    Some(if is_unclear {
        Check::Unclear
    } else {
        Check::Explained(says)
    })
}

/// True for a word for what was sent, false for one for what was not.
fn in_words(cell: &str) -> Option<bool> {
    match *phrases::stage(cell) {
        [Stage::Applied] => Some(true),
        [Stage::Saved | Stage::Preparing] => Some(false),
        _ => None,
    }
}

/// True for the name of a column that says whether or when something was sent.
pub(super) fn is_of_sending(name: &str) -> bool {
    names::named(name) == Some("APPLIED_ON")
}

/// True for a yes, a no or a day in a further column that says whether something was sent.
pub(super) fn is_mark_of_sending(list: &List, column: usize, cell: &str) -> bool {
    let is_named = list
        .header
        .get(column)
        .is_some_and(|name| is_of_sending(name));
    is_named && (check(list, column, cell).is_some() || dates::is_day(cell))
}

/// True for a row that says plainly that nothing was sent.
pub(super) fn denies_sending(list: &List, mapping: &Mapping, row: &Row) -> bool {
    let is_no = |(column, cell): (usize, &str)| {
        matches!(
            check(list, column, cell),
            Some(Check::No | Check::Explained(false))
        )
    };
    let is_mark = |(column, cell): &(usize, &str)| is_mark_of_sending(list, *column, cell);
    let mut marks = cells::of(row, mapping, Meaning::StageReached).into_iter();
    if let Some(mark) = marks.find(is_mark) {
        return is_no(mark) && !has_day(list, mapping, row);
    }
    let mut days = cells::of(row, mapping, Meaning::AppliedOn).into_iter();
    days.next().is_some_and(is_no)
}

/// True for a row with a day of which its column says that something was sent on it.
fn has_day(list: &List, mapping: &Mapping, row: &Row) -> bool {
    let mut days = cells::of(row, mapping, Meaning::AppliedOn).into_iter();
    let says = |(column, cell): (usize, &str)| is_sent(list, column, cell) == Some(true);
    plain_day(list, mapping).is_none() && days.next().is_some_and(says)
}

/// True if the cell of the day says that something was sent, by a yes or a day; false if it says that it was not.
pub(super) fn is_sent(list: &List, column: usize, cell: &str) -> Option<bool> {
    match check(list, column, cell) {
        Some(Check::Yes | Check::Explained(true)) => Some(true),
        Some(Check::No | Check::NoOnDay | Check::Explained(false)) => Some(false),
        Some(Check::Unclear) => None,
        None => dates::is_day(cell).then_some(true),
    }
}

/// The name of the column with the day of the application, if it does not say so.
pub(super) fn plain_day<'l>(list: &'l List, mapping: &Mapping) -> Option<&'l str> {
    let mut columns = mapping.columns.iter();
    let column = columns.position(|meaning| *meaning == Meaning::AppliedOn)?;
    let name = list.header.get(column)?;
    names::is_plain_day(name).then_some(name)
}

fn is_letter(cell: &str) -> bool {
    matches!(cell.trim(), "x" | "X" | "×" | "х" | "Х")
}
