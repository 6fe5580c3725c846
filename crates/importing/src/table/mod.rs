//! Tables in text: CSV with commas, semicolons, tabs or vertical bars, read row by row. The header is found by the names of its columns, also below a
//! preamble, and columns are found by name. A row that cannot be read is returned as such, so that each row is accounted for.

mod header;
mod lex;
mod records;

use std::io::{self, Read};

pub use header::{Choice, Header};
use records::Records;

use crate::text;

/// What is too much.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Rows below the header.
    pub rows: u32,
    /// A cell; the rest of it is left out.
    pub cell_bytes: usize,
    /// A row; a longer one is left out.
    pub record_bytes: usize,
    /// Records in which the header is looked for.
    pub preamble_records: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            rows: 250_000,
            cell_bytes: 64 * 1024,
            record_bytes: 1024 * 1024,
            preamble_records: 12,
        }
    }
}

/// Bytes in which the header is looked for.
const HEAD_BYTES: usize = 128 * 1024;
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Why a table has no rows to read.
#[derive(Debug)]
pub enum NoTable {
    /// The source failed.
    Io(io::Error),
    /// The file is empty, or says only that nothing was found.
    Empty,
    /// No record is a header; holds the first one that is not empty.
    NoHeader(String),
}

impl From<io::Error> for NoTable {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// How well a row was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowState {
    /// As it was written.
    Whole,
    /// Its quotation marks do not match, but it has a cell for each column.
    Mended,
    /// Its quotation marks do not match, or it is the rest of such a row. Its cells are not to be used.
    Broken,
    /// It has more cells than the header has columns, so that it is not clear which is which. Its cells are not to be used.
    Surplus,
    /// The same, but its cells are those of the columns, and further ones.
    Wide,
    /// It is longer than the limit, and has no cells.
    TooLong,
}

impl RowState {
    /// What a finding says; None for a whole row.
    #[must_use]
    pub fn message(self) -> Option<&'static str> {
        match self {
            Self::Whole | Self::Wide => None,
            Self::Mended => Some(
                "The quotation marks of this row do not match. It was read up to the end of its line; check it.",
            ),
            Self::Broken => Some(
                "The quotation marks around this row do not match, so that it was not read. Enter it by hand, or mend the file.",
            ),
            Self::Surplus => Some(
                "This row has more cells than the header has columns, so that its cells may be shifted, and it was not read. Put quotation marks around a cell with a comma, or enter the row by hand.",
            ),
            Self::TooLong => Some("This row is too long and was not read. Enter it by hand."),
        }
    }
}

/// A row below the header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The first below the header is 1; empty rows count.
    pub number: u32,
    /// The cells as they are written, without quotation marks.
    pub cells: Vec<String>,
    /// How well it was read.
    pub state: RowState,
}

impl Row {
    /// True if the cells are to be used.
    #[must_use]
    pub fn is_read(&self) -> bool {
        matches!(
            self.state,
            RowState::Whole | RowState::Mended | RowState::Wide
        )
    }

    /// The trimmed cell of a column; empty if the row has none.
    #[must_use]
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |cell| cell.trim())
    }
}

/// A name of a column as it is compared: without case, accents, spaces, dots, apostrophes and byte order mark.
#[must_use]
pub fn key(name: &str) -> String {
    let name = text::unaccented(&text::line(name));
    name.chars()
        .filter(|c| {
            !c.is_whitespace()
                && !matches!(
                    c,
                    '_' | '-' | '.' | ':' | '?' | '*' | '#' | '/' | '\'' | '’'
                )
        })
        .collect()
}

/// A table whose header was found.
pub struct Table<R> {
    records: Records<R>,
    above: Vec<String>,
    numbered: bool,
    /// The number of records up to the header.
    line: usize,
    header: Vec<String>,
    /// The number of names, with empty ones at the end of the header.
    width: usize,
    keys: Vec<String>,
    delimiter: u8,
    limits: Limits,
    number: u32,
    rows: u32,
    limited: bool,
    /// The number of rows that repeat the header.
    repeated: u32,
    /// True below a broken row, until a row has a cell for each column.
    broken: bool,
}

impl<R: Read> Table<R> {
    /// Finds the header: the record with the highest score among the first ones, for the delimiter that gives it. `score` gets the [`key()`]s
    /// of a record, and gives 0 for one that is no header. The source is UTF-8.
    pub fn open(
        source: R,
        limits: Limits,
        score: &dyn Fn(&[String]) -> usize,
    ) -> Result<Self, NoTable> {
        Self::open_with(source, limits, &|records| header::best(records, score))
    }

    /// Finds the header by what `choose` says of the first records, which it gets as each delimiter divides them.
    pub fn open_with(
        source: R,
        limits: Limits,
        choose: &dyn Fn(&[Vec<String>]) -> Option<Choice>,
    ) -> Result<Self, NoTable> {
        let mut records = Records::new(source, b',', &limits);
        let (head, whole) = records.head(HEAD_BYTES)?;
        let stated = stated_delimiter(head);
        let skipped = usize::from(stated.is_some());
        let candidates = stated.map_or_else(|| DELIMITERS.to_vec(), |stated| vec![stated]);
        let mut best: Option<(Choice, u8)> = None;
        for delimiter in candidates {
            let first = header::first_records(head, delimiter, &limits, skipped)?;
            let Some(choice) = choose(&first).filter(|choice| choice.score > 0) else {
                continue;
            };
            if choice.score > best.map_or(0, |(best, _)| best.score) {
                best = Some((choice, delimiter));
            }
        }
        let Some((choice, delimiter)) = best else {
            return Err(no_header(head, whole, &limits));
        };
        records.set_delimiter(delimiter);
        let (above, mut header) = header::take(&mut records, choice.header, skipped)?;
        let width = header.len();
        while header.last().is_some_and(|name| name.trim().is_empty()) {
            header.pop();
        }
        Ok(Self {
            records,
            above,
            width,
            numbered: !matches!(choice.header, Header::Record(_)),
            line: header::line(choice.header) + skipped,
            keys: header.iter().map(|name| key(name)).collect(),
            header: header.iter().map(|name| text::line(name)).collect(),
            delimiter,
            limits,
            number: 0,
            rows: 0,
            limited: false,
            repeated: 0,
            broken: false,
        })
    }

    /// True if the file has no names of columns, so that they were numbered.
    pub fn is_numbered(&self) -> bool {
        self.numbered
    }

    /// The number of the record with the names of the columns, the first is 1; without such a record, that of those before the rows.
    pub fn line(&self) -> usize {
        self.line
    }

    /// What the records above the header say, each as a finding repeats it; without empty ones.
    pub fn above(&self) -> &[String] {
        &self.above
    }

    /// The names of the columns.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// The number of names of columns, with empty ones at the end, which the header is without.
    pub fn width(&self) -> usize {
        self.width
    }

    /// The number of rows so far, without empty ones.
    pub fn rows(&self) -> u32 {
        self.rows
    }

    /// The number of rows so far that repeat the names of the columns, and are left out.
    pub fn repeated(&self) -> u32 {
        self.repeated
    }

    /// True if the file has more rows than the limit, and the rest was not read.
    pub fn limited(&self) -> bool {
        self.limited
    }

    /// The next row. Empty rows and repetitions of the header are left out.
    pub fn next_row(&mut self) -> io::Result<Option<Row>> {
        while let Some(record) = self.records.next()? {
            self.number = self.number.saturating_add(1);
            let mut cells = record.cells;
            let empty = cells.iter().all(|cell| cell.trim().is_empty());
            let repeats = self.repeats_header(&cells);
            self.repeated = self.repeated.saturating_add(u32::from(repeats));
            if repeats || empty && !record.too_long {
                continue;
            }
            if self.rows >= self.limits.rows {
                self.limited = true;
                return Ok(None);
            }
            self.rows += 1;
            let state = if record.too_long {
                RowState::TooLong
            } else {
                self.state(&mut cells, record.unmatched)
            };
            return Ok(Some(Row {
                number: self.number,
                cells,
                state,
            }));
        }
        Ok(None)
    }

    fn state(&mut self, cells: &mut Vec<String>, unmatched: bool) -> RowState {
        if self.header.len() == 1 {
            // With one column, a delimiter is a part of its text.
            let joined = cells.join(char::from(self.delimiter).to_string().as_str());
            let text = joined.trim_end_matches([char::from(self.delimiter), ' ']);
            *cells = vec![text.to_owned()];
            return if unmatched {
                RowState::Mended
            } else {
                RowState::Whole
            };
        }
        while cells.len() > self.header.len()
            && cells.last().is_some_and(|cell| cell.trim().is_empty())
        {
            cells.pop();
        }
        let complete = (self.header.len()..=self.width).contains(&cells.len());
        if (unmatched || self.broken) && !complete {
            self.broken = true;
            return RowState::Broken;
        }
        self.broken = false;
        if unmatched {
            self.broken = true;
            return RowState::Mended;
        }
        if cells.len() > self.header.len() {
            RowState::Surplus
        } else {
            RowState::Whole
        }
    }

    fn repeats_header(&self, cells: &[String]) -> bool {
        let keys = cells.iter().map(|cell| key(cell));
        cells.len() >= self.keys.len() && self.keys.iter().zip(keys).all(|(name, key)| *name == key)
    }
}

/// The delimiter that the first line states: `sep=;`.
fn stated_delimiter(head: &[u8]) -> Option<u8> {
    let head = head.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(head);
    let head = head.strip_prefix(b"\"").unwrap_or(head);
    let (name, rest) = head.split_at_checked(4)?;
    let (delimiter, rest) = rest.split_first()?;
    let ends = rest
        .first()
        .is_none_or(|byte| matches!(byte, b'\r' | b'\n' | b'"'));
    (name.eq_ignore_ascii_case(b"sep=") && ends && delimiter.is_ascii()).then_some(*delimiter)
}

/// Why a file without a header has none.
fn no_header(head: &[u8], whole: bool, limits: &Limits) -> NoTable {
    let mut records = Records::new(head, b'\0', limits);
    let mut lines = Vec::new();
    while let Ok(Some(record)) = records.next() {
        let line = text::quote(&record.cells.concat());
        if !line.is_empty() {
            lines.push(line);
        }
        if lines.len() > 1 {
            break;
        }
    }
    match lines.as_slice() {
        [] => NoTable::Empty,
        [only] if whole && says_nothing_found(only) => NoTable::Empty,
        [first, ..] => NoTable::NoHeader(first.clone()),
    }
}

/// `No conversations found`, `No data available.`: a sentence instead of a table.
fn says_nothing_found(line: &str) -> bool {
    const BEGINNINGS: [&str; 16] = [
        "no ",
        "none",
        "nothing",
        "there is no",
        "there are no",
        "you have no",
        "you have not",
        "you haven",
        "keine ",
        "aucun",
        "ningún",
        "ninguna",
        "no hay ",
        "nenhum",
        "nessun",
        "geen ",
    ];
    let line = line.to_lowercase();
    let sentence = line.contains(' ') && !line.contains([',', ';', '\t', '|']);
    sentence && BEGINNINGS.iter().any(|words| line.starts_with(words))
}

#[cfg(test)]
mod tests;
