//! The header of a table: which of the first records it is, and what is above it.

use std::io::{self, Read};

use super::{Limits, key, records::Records};
use crate::text;

/// Where the names of the columns are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Header {
    /// In this record; the first is 0.
    Record(usize),
    /// Nowhere: all records are rows. The columns are numbered.
    Absent {
        /// The number of columns.
        columns: usize,
    },
}

/// The header that the first records have, as one delimiter divides them.
#[derive(Clone, Copy, Debug)]
pub struct Choice {
    /// Where it is.
    pub header: Header,
    /// How good it is, to compare delimiters; 0 is none.
    pub score: usize,
}

/// The number of records up to the header.
pub(super) const fn line(header: Header) -> usize {
    match header {
        Header::Record(index) => index + 1,
        Header::Absent { .. } => 0,
    }
}

/// The record with the highest score, the first of several.
pub(super) fn best(records: &[Vec<String>], score: &dyn Fn(&[String]) -> usize) -> Option<Choice> {
    let mut best: Option<Choice> = None;
    for (index, cells) in records.iter().enumerate() {
        let keys: Vec<String> = cells.iter().map(|cell| key(cell)).collect();
        let score = score(&keys);
        if score > best.map_or(0, |best| best.score) {
            let header = Header::Record(index);
            best = Some(Choice { header, score });
        }
    }
    best
}

/// The cells of the first records, without the one that states the delimiter.
pub(super) fn first_records(
    head: &[u8],
    delimiter: u8,
    limits: &Limits,
    skipped: usize,
) -> io::Result<Vec<Vec<String>>> {
    let mut records = Records::new(head, delimiter, limits);
    let mut first = Vec::new();
    for index in 0..limits.preamble_records + skipped {
        let Some(record) = records.next()? else { break };
        if index >= skipped {
            first.push(record.cells);
        }
    }
    Ok(first)
}

/// Consumes the records up to the header: what those above it say, and the names of the columns, also empty ones.
pub(super) fn take<R: Read>(
    records: &mut Records<R>,
    header: Header,
    skipped: usize,
) -> io::Result<(Vec<String>, Vec<String>)> {
    let mut next = || -> io::Result<Vec<String>> {
        Ok(records.next()?.map_or_else(Vec::new, |record| record.cells))
    };
    for _ in 0..skipped {
        next()?;
    }
    let index = match header {
        Header::Record(index) => index,
        Header::Absent { columns } => {
            let names = (1..=columns).map(|number| format!("Column {number}"));
            return Ok((Vec::new(), names.collect()));
        }
    };
    let mut above = Vec::new();
    for _ in 0..index {
        let cells = next()?;
        let filled = cells.iter().map(|cell| cell.trim());
        let filled: Vec<&str> = filled.filter(|cell| !cell.is_empty()).collect();
        if !filled.is_empty() {
            above.push(text::quote(&filled.join(" ")));
        }
    }
    Ok((above, next()?))
}
