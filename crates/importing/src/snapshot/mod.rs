//! Reads the answers of LinkedIn's member snapshot API: what an answer means, the rows of a page, and the items of the rows. The rows have the
//! columns of the archive. Nothing here uses the network.

mod answer;
mod page;
mod run;

use serde_json::{Map, Value};

pub use answer::{Answer, Asked, answer};
pub use page::{Next, Page};
pub use run::{Run, Step};

use crate::{
    linkedin::{Fields, Gather, Kind, Orders, Outcome, Sheet},
    record::Imported,
    report::{FileRead, FileState, FindingKind},
};

/// The row of a table: texts by the name of their column.
pub type Row = Map<String, Value>;

/// Maximum number of rows of all domains.
const ROWS_MAX: u32 = 500_000;
/// Maximum number of bytes of one cell; the rest of it is left out.
const CELL_BYTES_MAX: usize = 64 * 1024;
/// Maximum number of bytes of all cells.
const TEXT_BYTES_MAX: usize = 128 * 1024 * 1024;

/// The domains that are asked for; no other is read.
pub fn domains() -> impl Iterator<Item = &'static str> {
    Kind::ALL.into_iter().map(Kind::domain)
}

/// How the pages of a domain ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// All pages were read.
    Complete,
    /// LinkedIn has no data of this domain, or not yet.
    NotThere,
    /// The run stopped before the end.
    Incomplete,
}

/// Collects the rows of all domains.
#[derive(Default)]
pub struct Reader {
    gather: Gather,
    files: Vec<FileRead>,
    rows: u32,
    bytes: usize,
    limited: bool,
}

impl Reader {
    /// Reads the rows of a page, in the order of the pages. Rows of a domain that is not one of [`domains()`] are not read.
    pub fn page(&mut self, domain: &str, page: &Page) {
        let Some((kind, index)) = self.file(domain) else {
            return;
        };
        for row in &page.rows {
            let rows = self.files.get(index).map_or(0, |file| file.rows);
            let number = rows.saturating_add(1);
            if self.rows >= ROWS_MAX || self.bytes >= TEXT_BYTES_MAX {
                self.limited = true;
                return;
            }
            let outcome = self.row(kind, number, row);
            self.rows += u32::from(outcome != Outcome::Empty);
            if let Some(file) = self.files.get_mut(index) {
                file.state = FileState::Read;
                file.rows += u32::from(outcome != Outcome::Empty);
                file.items += u32::from(outcome == Outcome::Item);
            }
        }
        if page.unreadable_rows > 0 {
            let message = format!(
                "{} rows have another form than LinkedIn describes, and were not read.",
                page.unreadable_rows
            );
            self.note(kind.domain(), None, message);
        }
    }

    /// Says how a domain ended. A run that stopped is named in the report.
    pub fn end(&mut self, domain: &str, ending: Ending) {
        let Some((kind, index)) = self.file(domain) else {
            return;
        };
        if ending == Ending::Incomplete {
            self.note(kind.domain(), None, "LinkedIn did not give all of this. What it gave was read; synchronise again later.");
        }
        let empty = self
            .files
            .get_mut(index)
            .filter(|file| file.state == FileState::Empty);
        if let Some(file) = empty
            && ending == Ending::NotThere
        {
            file.state = FileState::Missing;
        }
    }

    /// What was read.
    pub fn finish(mut self) -> Imported {
        if self.limited {
            self.note(
                "",
                None,
                "LinkedIn gave more rows than are read. The first ones were read.",
            );
        }
        let mut imported = self.gather.imported;
        imported.report.files = self.files;
        imported
    }

    /// The place of a domain in the report; None if it is not read.
    fn file(&mut self, domain: &str) -> Option<(Kind, usize)> {
        let kind = Kind::ALL.into_iter().find(|kind| kind.domain() == domain)?;
        let known = self.files.iter().position(|file| file.name == domain);
        let index = known.unwrap_or_else(|| {
            self.files.push(FileRead {
                name: domain.to_owned(),
                state: FileState::Empty,
                rows: 0,
                items: 0,
            });
            self.files.len() - 1
        });
        Some((kind, index))
    }

    fn row(&mut self, kind: Kind, number: u32, row: &Row) -> Outcome {
        let cells: Vec<(&str, String)> = row
            .iter()
            .filter_map(|(name, value)| Some((name.as_str(), text(value)?)))
            .collect();
        let fields = Fields::new(kind, &cells);
        self.bytes = self.bytes.saturating_add(fields.bytes());
        // The API writes dates as LinkedIn does.
        let sheet = Sheet {
            kind,
            file: kind.domain(),
            orders: &Orders::default(),
        };
        let outcome = self.gather.row(&sheet, number, &fields);
        if outcome != Outcome::Empty && cells.len() < row.len() {
            let message = "A cell of this row is no text and was not read. Compare the row with your profile.";
            self.note(kind.domain(), Some(number), message);
        }
        outcome
    }

    fn note(&mut self, domain: &str, row: Option<u32>, message: impl Into<String>) {
        let mut notes = self.gather.imported.report.at(domain, row);
        notes.add(FindingKind::BrokenFile, message);
    }
}

/// The text of a cell; None if it is no text.
fn text(value: &Value) -> Option<String> {
    let text = match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(truth) => truth.to_string(),
        Value::Array(_) | Value::Object(_) => return None,
    };
    let mut end = text.len().min(CELL_BYTES_MAX);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    Some(text.get(..end).unwrap_or_default().to_owned())
}

#[cfg(test)]
mod tests;
