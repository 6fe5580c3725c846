//! Rows with more cells than the header has names: cells below a column without a name, cells behind the last column, or cells that a delimiter
//! in a text has shifted.

use super::{
    header::{self, Kind},
    names,
};
use crate::{
    table::{Row, RowState},
    text::{self, quote},
};

/// The rows that are enough to say what a column holds.
const ROWS_MAX: usize = 1_000;

/// Numbers the columns without a name that rows fill, and finds the other rows with more cells that can be read. `width` is the number of names
/// of the header, with empty ones at its end.
pub(super) fn settle(header: &mut Vec<String>, width: usize, rows: &mut [Row]) {
    let named = header.len();
    let below = |row: &Row| row.state == RowState::Surplus && row.cells.len() <= width;
    let widest = rows
        .iter()
        .filter(|row| below(row))
        .map(|row| row.cells.len())
        .max();
    header.resize(widest.unwrap_or(named), String::new());
    for (number, name) in (1..).zip(header.iter_mut()) {
        if name.is_empty() {
            *name = format!("Column {number}");
        }
    }
    for row in rows.iter_mut().filter(|row| below(row)) {
        row.state = RowState::Whole;
    }
    if rows.iter().all(|row| row.state != RowState::Surplus) {
        return;
    }
    let columns = Columns::of(header, rows);
    for row in rows.iter_mut().filter(|row| row.state == RowState::Surplus) {
        if !columns.are_shifted(row) {
            row.state = RowState::Wide;
        }
    }
}

/// The line of the note with the cells behind the last column.
pub(super) fn line(row: &Row, columns: usize) -> Option<String> {
    let cells = beyond(row, columns);
    (!cells.is_empty()).then(|| format!("Further cells: {}", cells.join(" | ")))
}

/// What a finding says of them.
pub(super) fn remark(row: &Row, columns: usize) -> Option<String> {
    let cells = beyond(row, columns);
    let first = cells.first()?;
    Some(format!(
        "This row has more cells than the header has columns, from \"{}\" on. They are kept as a line of the note; check the row, and put quotation marks around a cell with a comma.",
        quote(first)
    ))
}

fn beyond(row: &Row, columns: usize) -> Vec<String> {
    let cells = row.cells.iter().skip(columns).map(|cell| text::line(cell));
    cells.filter(|cell| !cell.is_empty()).collect()
}

/// What the cells of each column are.
struct Columns {
    kinds: Vec<Kind>,
    /// True if cells begin with a space in any case.
    are_spaced: bool,
}

impl Columns {
    fn of(header: &[String], rows: &[Row]) -> Self {
        let whole = rows.iter().filter(|row| row.state == RowState::Whole);
        let whole: Vec<&Row> = whole.take(ROWS_MAX).collect();
        let names = header.iter().enumerate();
        Self {
            kinds: names
                .map(|(index, name)| kind_of(index, name, &whole))
                .collect(),
            are_spaced: whole.iter().any(|row| has_space(row, row.cells.len())),
        }
    }

    /// True if a cell is not what its column holds, and one to the right of it is, or if a text goes on in a cell before the last.
    fn are_shifted(&self, row: &Row) -> bool {
        let surplus = row.cells.len().saturating_sub(self.kinds.len());
        let is = |index: usize, kind: Kind| header::kind(row.cell(index)) == kind;
        let mut columns = self.kinds.iter().enumerate();
        let is_moved = columns.any(|(index, kind)| {
            *kind != Kind::Text
                && !row.cell(index).is_empty()
                && !is(index, *kind)
                && (1..=surplus).any(|by| is(index + by, *kind))
        });
        is_moved || !self.are_spaced && has_space(row, self.kinds.len())
    }
}

/// True if one of the first cells begins with a space, as a text does behind its comma.
fn has_space(row: &Row, columns: usize) -> bool {
    let cells = row.cells.iter().take(columns).skip(1);
    cells.into_iter().any(|cell| cell.starts_with(' '))
}

/// What a column holds, as its name says, or else most of its cells.
fn kind_of(index: usize, name: &str, rows: &[&Row]) -> Kind {
    match names::named(name) {
        Some("STAGE") => return Kind::Stage,
        Some("APPLIED_ON" | "ADDED_ON" | "DAY") => return Kind::Date,
        Some("URL") => return Kind::Address,
        _ => {}
    }
    let cells = rows.iter().map(|row| row.cell(index));
    let kinds: Vec<Kind> = cells
        .filter(|cell| !cell.is_empty())
        .map(header::kind)
        .collect();
    let count = |kind: Kind| kinds.iter().filter(|it| **it == kind).count();
    let mut all = [Kind::Date, Kind::Address, Kind::Number, Kind::Stage].into_iter();
    all.find(|kind| count(*kind) * 2 > kinds.len())
        .unwrap_or(Kind::Text)
}
