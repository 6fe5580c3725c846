//! Cells that say whether their column is so: a yes, a no, a no beside a day, or an `x` that the other marks of the column explain.

use super::{
    Mapping, Meaning,
    answers::answer,
    dates,
    list::{Letter, List},
    marks, names,
};
use crate::table::Row;

/// What a cell says of whether its column is so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Check {
    /// It is.
    Yes,
    /// It is not.
    No,
    /// It is not, beside a day: `☐ 2026-03-05`.
    NoOnDay,
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
        None => dates::is_denied(cell).then_some(Check::NoOnDay),
    }
}

/// True if the cell of the day says that something was sent, by a yes or a day; false if it says that it was not.
pub(super) fn is_sent(list: &List, column: usize, cell: &str) -> Option<bool> {
    match check(list, column, cell) {
        Some(Check::Yes) => Some(true),
        Some(Check::No | Check::NoOnDay) => Some(false),
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
