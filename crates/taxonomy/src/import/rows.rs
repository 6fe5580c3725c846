//! Reads rows of separated values below a header. Cells may be in quotes, and then have separators, line breaks and doubled quotes (RFC 4180).

use std::str::Chars;

use super::{CELL_CHARS_MAX, Error, ROWS_MAX};

/// How the values of a file are separated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Commas; cells may be in quotes.
    Comma,
    /// Tabs; a quote is a character like others.
    Tab,
}

/// A file with a header, and the columns that are read of it.
#[derive(Debug)]
pub struct Rows<'a, const N: usize> {
    file: &'a str,
    format: Format,
    rest: Chars<'a>,
    line: usize,
    count: usize,
    columns: [(&'static str, usize); N],
}

/// The wanted cells of a row.
#[derive(Debug)]
pub struct Row<'a, const N: usize> {
    file: &'a str,
    /// The line on which the row begins.
    pub line: usize,
    columns: [&'static str; N],
    /// The cells, in the order of the wanted columns, without spaces around them.
    pub cells: [String; N],
}

impl<'a, const N: usize> Rows<'a, N> {
    /// Reads the header. The columns may be in any order, and others beside them.
    pub fn read(
        file: &'a str,
        text: &'a str,
        format: Format,
        wanted: [&'static str; N],
    ) -> Result<Self, Error> {
        let mut rows = Self {
            file,
            format,
            rest: text.strip_prefix('\u{feff}').unwrap_or(text).chars(),
            line: 1,
            count: 0,
            columns: wanted.map(|name| (name, 0)),
        };
        let header = rows.cells()?.unwrap_or_default();
        for (name, place) in &mut rows.columns {
            let found = header.iter().position(|cell| cell.trim() == *name);
            *place = found.ok_or_else(|| Error {
                file: file.to_owned(),
                line: 1,
                column: Some(name),
                reason: "the header does not have this column",
            })?;
        }
        Ok(rows)
    }

    fn error(&self, line: usize, reason: &'static str) -> Error {
        Error {
            file: self.file.to_owned(),
            line,
            column: None,
            reason,
        }
    }

    /// The cells of the next row, `None` at the end.
    fn cells(&mut self) -> Result<Option<Vec<String>>, Error> {
        if self.rest.as_str().is_empty() {
            return Ok(None);
        }
        let start = self.line;
        let (mut cells, mut cell, mut length) = (Vec::new(), String::new(), 0);
        let mut quoted = false;
        while let Some(c) = self.rest.next() {
            if c == '\n' {
                self.line += 1;
            }
            let is_quote = c == '"' && self.format == Format::Comma;
            match (c, quoted) {
                (_, true) if is_quote => {
                    if self.rest.as_str().starts_with('"') {
                        self.rest.next();
                        cell.push('"');
                    } else {
                        quoted = false;
                    }
                }
                (_, false) if is_quote && cell.is_empty() => quoted = true,
                (',' | '\t', false) if self.format.separates(c) => {
                    cells.push(std::mem::take(&mut cell));
                    length = 0;
                }
                ('\n', false) => {
                    if cell.ends_with('\r') {
                        cell.pop();
                    }
                    cells.push(cell);
                    return Ok(Some(cells));
                }
                _ => {
                    length += 1;
                    if length > CELL_CHARS_MAX {
                        return Err(self.error(start, "a cell is too long"));
                    }
                    cell.push(c);
                }
            }
        }
        if quoted {
            return Err(self.error(start, "a quote is not closed"));
        }
        cells.push(cell);
        Ok(Some(cells))
    }

    /// The next row that is not empty, `None` at the end.
    pub fn next_row(&mut self) -> Result<Option<Row<'a, N>>, Error> {
        loop {
            let line = self.line;
            let Some(cells) = self.cells()? else {
                return Ok(None);
            };
            if cells.iter().all(String::is_empty) {
                continue;
            }
            self.count += 1;
            if self.count > ROWS_MAX {
                return Err(self.error(line, "the file has too many rows"));
            }
            let mut row = Row {
                file: self.file,
                line,
                columns: self.columns.map(|(name, _)| name),
                cells: std::array::from_fn(|_| String::new()),
            };
            for (kept, (name, place)) in row.cells.iter_mut().zip(&self.columns) {
                let Some(cell) = cells.get(*place) else {
                    return Err(Error {
                        column: Some(name),
                        ..self.error(line, "the row ends before this column")
                    });
                };
                cell.trim().clone_into(kept);
            }
            return Ok(Some(row));
        }
    }
}

impl<const N: usize> Row<'_, N> {
    /// An error about the cell of a column.
    pub(super) fn error(&self, column: usize, reason: &'static str) -> Error {
        Error {
            file: self.file.to_owned(),
            line: self.line,
            column: self.columns.get(column).copied(),
            reason,
        }
    }
}

impl Format {
    const fn separates(self, c: char) -> bool {
        matches!((self, c), (Self::Comma, ',') | (Self::Tab, '\t'))
    }
}
