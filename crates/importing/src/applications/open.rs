//! Opens the file of a list: its encoding, its header and its rows, or what it is instead.

use std::io::Cursor;

use super::{BYTES_MAX, COLUMNS_MAX, ROWS_MAX, header, list::List, names, surplus};
use crate::{
    charset,
    refused::Refused,
    table::{Limits, NoTable, Row, Table},
};

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
    let mut table = opened.map_err(no_table)?;
    let mut header: Vec<String> = table.header().to_vec();
    let mut rows = Vec::new();
    let mut repeated = 0;
    while let Some(row) = table.next_row().map_err(|error| no_table(error.into()))? {
        if names::are_repeated(&header, &row) {
            repeated += 1;
        } else {
            rows.push(row);
        }
    }
    surplus::settle(&mut header, table.width(), &mut rows);
    refuse_size(&header, &rows)?;
    Ok(List {
        above: table.above().to_vec(),
        header,
        numbered: table.is_numbered(),
        repeated,
        rows,
        charset,
        limited: table.limited(),
    })
}

/// Refuses files of other kinds.
fn refuse_others(bytes: &[u8]) -> Result<(), Refused> {
    if bytes.len() > BYTES_MAX {
        return Err(Refused::too_large(bytes.len(), BYTES_MAX));
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return Err(Refused::new(
            "This is a spreadsheet of a program, or an archive. Save it as CSV (Save as, CSV UTF-8), and import that file; importProfile reads LinkedIn's archive.",
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

fn no_table(why: NoTable) -> Refused {
    match why {
        NoTable::Empty => Refused::new("The file is empty. Export the list anew."),
        NoTable::NoHeader(first) => Refused::new(format!(
            "The file has no columns: its first line is \"{first}\". Export the list as CSV with a header."
        )),
        NoTable::Io(_) => Refused::new("The file could not be read. Export the list as CSV anew."),
    }
}
