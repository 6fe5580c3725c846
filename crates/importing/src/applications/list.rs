//! A list as its file has it: what is above the header, the names of the columns, and the rows below them.

use crate::{charset::Charset, table::Row};

/// What an `x` means in a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Letter {
    /// Yes, as in most lists.
    #[default]
    Yes,
    /// No: other rows have ticks.
    No,
    /// Either: other rows have crosses, and none has a tick.
    Unclear,
}

/// The rows of a file below their header.
pub(super) struct List {
    /// What is above it.
    pub(super) above: Vec<String>,
    /// The number of the line that they were read from, the first is 1.
    pub(super) header_line: usize,
    /// The names of the columns; those without a name are numbered.
    pub(super) header: Vec<String>,
    /// True if the columns are numbered, as the file has no names.
    pub(super) numbered: bool,
    /// Number of rows that repeat it, and are left out.
    pub(super) repeated: u32,
    pub(super) rows: Vec<Row>,
    /// What an `x` means in each column.
    pub(super) letters: Vec<Letter>,
    pub(super) charset: Charset,
    /// True if the file has more rows than are read.
    pub(super) limited: bool,
}

impl List {
    /// The cells of a column that say something, of the rows that are read.
    pub(super) fn cells(&self, column: usize) -> impl Iterator<Item = &str> {
        let cells = self.read_rows().map(move |row| row.cell(column));
        cells.filter(|cell| !cell.is_empty())
    }

    /// What an `x` means in a column.
    pub(super) fn letter(&self, column: usize) -> Letter {
        self.letters.get(column).copied().unwrap_or_default()
    }

    /// The rows whose cells are to be used.
    pub(super) fn read_rows(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|row| row.is_read())
    }
}
