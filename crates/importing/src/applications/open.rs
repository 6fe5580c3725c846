//! Opens the file of a list: its encoding, its header and its rows, or what it is instead.

use std::io::Cursor;

use super::{BYTES_MAX, COLUMNS_MAX, ROWS_MAX, checks, header, list::List, names, surplus};
use crate::{
    charset, json_resume,
    refused::Refused,
    resume,
    table::{Limits, NoTable, Row, Table},
};

/// What a résumé is answered.
const RESUME: &str = "This looks like a résumé, and not like a list of applications. Send it to importProfile; export a list as CSV, with a column for the company and one for the role.";

/// Opens a list; a file that is none is refused.
pub(super) fn open(bytes: &[u8]) -> Result<List, Refused> {
    refuse_others(bytes)?;
    let (text, charset) = charset::decode(bytes).map_err(|charset::Binary| {
        Refused::new("This is no text. Export the list as CSV, and import that file.")
    })?;
    let limits = Limits {
        rows: ROWS_MAX,
        ..Limits::default()
    };
    let source = Cursor::new(text.as_bytes());
    let opened = Table::open_with(source, limits, &header::choose);
    let mut table = opened.map_err(|why| no_table(why, &text))?;
    let mut header: Vec<String> = table.header().to_vec();
    // A note of a list may have headings of its own.
    let is_named = header.iter().any(|name| names::named(name).is_some());
    let is_below_heading = table.above().iter().any(|line| resume::is_heading(line));
    if (!is_named || is_below_heading) && resume::is_resume(&text) {
        return Err(Refused::new(RESUME));
    }
    let mut rows = Vec::new();
    let mut repeated = 0;
    while let Some(row) = table
        .next_row()
        .map_err(|error| no_table(error.into(), &text))?
    {
        if names::are_repeated(&header, &row) {
            repeated += 1;
        } else {
            rows.push(row);
        }
    }
    surplus::settle(&mut header, table.width(), &mut rows);
    refuse_size(&header, &rows)?;
    Ok(List {
        letters: checks::letters(header.len(), &rows),
        above: table.above().to_vec(),
        header_line: table.line(),
        header,
        numbered: table.is_numbered(),
        repeated: repeated + table.repeated(),
        rows,
        charset,
        limited: table.limited(),
    })
}

/// Refuses files of other kinds, and says which operation takes them.
fn refuse_others(bytes: &[u8]) -> Result<(), Refused> {
    if bytes.len() > BYTES_MAX {
        return Err(Refused::too_large(bytes.len(), BYTES_MAX));
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return Err(Refused::new(
            "This is a spreadsheet of a program, an archive or a document. Save it as CSV (Save as, CSV UTF-8), if it is a list, and import that file; importProfile reads LinkedIn's archive, and a résumé as DOCX.",
        ));
    }
    if bytes.starts_with(b"%PDF-") {
        return Err(Refused::new(
            "This is a PDF. Export a list as CSV, and import that file; importProfile reads a résumé as PDF.",
        ));
    }
    if json_resume::is_json(bytes) {
        return Err(Refused::new(
            "This is JSON, and no list. Export a list as CSV, and import that file; importProfile reads a JSON Resume.",
        ));
    }
    Ok(())
}

fn refuse_size(header: &[String], rows: &[Row]) -> Result<(), Refused> {
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
    Ok(())
}

fn no_table(why: NoTable, text: &str) -> Refused {
    match why {
        NoTable::Empty => Refused::new("The file is empty. Export the list anew."),
        NoTable::NoHeader(_) if resume::is_resume(text) => Refused::new(RESUME),
        NoTable::NoHeader(first) => Refused::new(format!(
            "The file has no columns: its first line is \"{first}\". Export the list as CSV with a header."
        )),
        NoTable::Io(_) => Refused::new("The file could not be read. Export the list as CSV anew."),
    }
}
