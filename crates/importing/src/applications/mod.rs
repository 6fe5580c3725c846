//! Lists of applications: spreadsheets and exports of trackers, as CSV. [`columns`] shows what a file has and what it seems to mean; [`read`]
//! reads it by the mapping that the person confirmed.

mod cells;
mod dates;
mod guess;
mod header;
mod identity;
mod mapping;
mod names;
mod orders;
mod phrases;
mod remarks;
mod rows;
mod stages;
mod totals;

use std::io::Cursor;

use crate::{
    Imported,
    charset::{self, Charset},
    journal::Journal,
    refused::Refused,
    report::FindingKind,
    table::{Limits, NoTable, Row, Table},
};

pub use dates::{DateColumn, DateOrder};
pub use mapping::{Column, Mapping, Meaning, Preview};
pub use stages::{StageWord, WORD_CHARS_MAX, WORDS_MAX, key as word_key, stage};

/// The most bytes of a file.
pub const BYTES_MAX: usize = 20_000_000;
/// The most rows of a file.
pub const ROWS_MAX: u32 = 20_000;
/// The most columns of a file.
pub const COLUMNS_MAX: usize = 200;

/// What a file has, with the mapping that its names suggest. Nothing is decided: the person changes the mapping, and gives it to [`read`].
pub fn columns(bytes: &[u8]) -> Result<Preview, Refused> {
    let list = List::open(bytes)?;
    let meanings = guess::suggested(&list);
    Ok(mapping::preview(&list, meanings))
}

/// The same with the meanings that the person chose, one for each column.
pub fn columns_as(bytes: &[u8], meanings: Vec<Meaning>) -> Result<Preview, Refused> {
    let list = List::open(bytes)?;
    if meanings.len() != list.header.len() {
        return Err(Refused::new(format!(
            "The file has {} columns, and the mapping has {}: {}.",
            list.header.len(),
            meanings.len(),
            list.header.join(", ")
        )));
    }
    mapping::refuse_doubled(&list, &meanings)?;
    Ok(mapping::preview(&list, meanings))
}

/// True for a file that has columns for companies and roles by their names.
#[must_use]
pub fn is_list(bytes: &[u8]) -> bool {
    let has = |preview: &Preview, meaning| preview.mapping.columns.contains(&meaning);
    columns(bytes)
        .is_ok_and(|preview| has(&preview, Meaning::Company) && has(&preview, Meaning::Role))
}

/// Reads the rows by a mapping.
pub fn read(bytes: &[u8], mapping: &Mapping) -> Result<Imported, Refused> {
    let list = List::open(bytes)?;
    let has = |meaning: Meaning| mapping.columns.contains(&meaning);
    if !(has(Meaning::CompanyAndRole) || has(Meaning::Company) && has(Meaning::Role)) {
        return Err(Refused::new(format!(
            "Choose the columns of the company and of the role. The file has: {}.",
            list.header.join(", ")
        )));
    }
    mapping::refuse_doubled(&list, &mapping.columns)?;
    let mut journal = Journal::new("applications");
    if let Some(message) = list.charset.message() {
        journal.add(FindingKind::Encoding, message);
    }
    if list.limited {
        journal.add(
            FindingKind::Cut,
            format!("The file has more than {ROWS_MAX} rows. Split it to read the others."),
        );
    }
    let applications = rows::read(&list, mapping, &mut journal);
    let items = list.rows.len().min(applications.len());
    journal.read("applications", list.rows.len(), items);
    Ok(Imported {
        applications,
        report: journal.report(),
        ..Imported::default()
    })
}

/// The rows of a file below their header.
struct List {
    /// What is above it.
    above: Vec<String>,
    header: Vec<String>,
    /// True if the columns are numbered, as the file has no names.
    numbered: bool,
    /// Number of rows that repeat it, and are left out.
    repeated: u32,
    rows: Vec<Row>,
    charset: Charset,
    limited: bool,
}

impl List {
    fn open(bytes: &[u8]) -> Result<Self, Refused> {
        if bytes.len() > BYTES_MAX {
            return Err(Refused::too_large(bytes.len(), BYTES_MAX));
        }
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xD0\xCF\x11\xE0") {
            return Err(Refused::new(
                "This is a spreadsheet of a program, or an archive. Save it as CSV (Save as, CSV UTF-8), and import that file; importProfile reads LinkedIn's archive.",
            ));
        }
        let (text, charset) = charset::decode(bytes).map_err(|charset::Binary| {
            Refused::new("This is no text. Export the list as CSV, and import that file.")
        })?;
        let limits = Limits {
            rows: ROWS_MAX,
            ..Limits::default()
        };
        let mut table = Table::open_with(Cursor::new(text.as_bytes()), limits, &header::choose)
            .map_err(no_table)?;
        let header: Vec<String> = table.header().to_vec();
        let mut rows = Vec::new();
        let mut repeated = 0;
        while let Some(row) = table.next_row().map_err(|error| no_table(error.into()))? {
            if names::are_repeated(&header, &row) {
                repeated += 1;
            } else {
                rows.push(row);
            }
        }
        if header.len() > COLUMNS_MAX {
            return Err(Refused::new(format!(
                "The file has {} columns, and {COLUMNS_MAX} are read. Export fewer.",
                header.len()
            )));
        }
        if rows.is_empty() {
            return Err(Refused::new(
                "The list has a header and no rows. Export it anew with its rows.",
            ));
        }
        Ok(Self {
            above: table.above().to_vec(),
            header,
            numbered: table.is_numbered(),
            repeated,
            rows,
            charset,
            limited: table.limited(),
        })
    }
}

fn no_table(why: NoTable) -> Refused {
    match why {
        NoTable::Empty => Refused::new("The file is empty. Export the list anew."),
        NoTable::NoHeader(first) => Refused::new(format!(
            "The file has no columns: its first line is \"{first}\". Export the list as CSV with a header."
        )),
        NoTable::Io(_) => Refused::new("The file could not be read. Export the list as CSV anew."),
    }
}

#[cfg(test)]
mod tests;
