//! Lists of applications: spreadsheets and exports of trackers, as CSV. [`columns`] shows what a file has and what it seems to mean; [`read`]
//! reads it by the mapping that the person confirmed.

mod answers;
mod boards;
mod cells;
mod checks;
mod dates;
mod day_cells;
mod dictionary;
mod guess;
mod header;
pub(crate) mod identity;
mod list;
mod mapping;
mod marks;
mod months;
mod names;
mod open;
mod orders;
mod parts;
mod path;
mod pay;
mod phrases;
mod progress;
mod ranks;
mod reached;
mod remarks;
mod rows;
mod sending;
mod stages;
mod surplus;
mod totals;

use crate::{Imported, journal::Journal, refused::Refused, report::FindingKind};

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
    let list = open::open(bytes)?;
    let meanings = guess::suggested(&list);
    Ok(mapping::preview(&list, meanings))
}

/// The same with the meanings that the person chose, one for each column.
pub fn columns_as(bytes: &[u8], meanings: Vec<Meaning>) -> Result<Preview, Refused> {
    let list = open::open(bytes)?;
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

/// True for a file that has columns for companies and roles by their names, or one of them beside a stage, a day or an address.
#[must_use]
pub fn is_list(bytes: &[u8]) -> bool {
    let Ok(preview) = columns(bytes) else {
        return false;
    };
    let has = |meaning| preview.mapping.columns.contains(&meaning);
    let beside = [Meaning::Stage, Meaning::AppliedOn, Meaning::Url];
    match (has(Meaning::Company), has(Meaning::Role)) {
        (true, true) => true,
        (false, false) if !has(Meaning::CompanyAndRole) => false,
        _ => beside.into_iter().any(has),
    }
}

/// Reads the rows by a mapping.
pub fn read(bytes: &[u8], mapping: &Mapping) -> Result<Imported, Refused> {
    let list = open::open(bytes)?;
    let has = |meaning: Meaning| mapping.columns.contains(&meaning);
    if !(has(Meaning::CompanyAndRole) || has(Meaning::Company) && has(Meaning::Role)) {
        if let Some(message) = boards::answer(&list, mapping) {
            return Err(Refused::new(message));
        }
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
    let mut report = journal.report();
    if applications.is_empty() {
        let what_to_do = "Check that the rows below the names of the columns have a company and a role, and import it again.";
        report.nothing_read("applications", what_to_do);
    }
    Ok(Imported {
        applications,
        report,
        ..Imported::default()
    })
}

#[cfg(test)]
mod tests;
