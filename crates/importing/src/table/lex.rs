//! Splits the beginning of a text into the cells of one record.
//!
//! The crate `csv` reads a quotation mark that is never closed as one cell up to the end of the file, and does not say so. Here such a mark
//! is found, and the rows below it are still read.

use memchr::{memchr, memchr2, memchr3};

/// The delimiter, and what is too long.
#[derive(Clone, Copy, Debug)]
pub(super) struct Format {
    pub delimiter: u8,
    pub cell_bytes_max: usize,
}

/// The result.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Lexed {
    /// A record, and the number of bytes that it takes with its line break.
    Record { cells: Vec<String>, bytes: usize },
    /// The text ends before the record does.
    More,
    /// The quotation marks of the record do not match.
    Unmatched,
}

/// What follows a cell.
enum After {
    Cell(usize),
    Record(usize),
}

/// Reads one record; its quoted cells may hold line breaks. `ended` is true if no text follows.
pub(super) fn record(text: &[u8], format: Format, ended: bool) -> Lexed {
    let mut cells = Vec::new();
    let mut at = 0;
    loop {
        let rest = text.get(at..).unwrap_or_default();
        let blanks = blanks(rest, format);
        let (cell, length) = if rest.get(blanks) == Some(&b'"') {
            let quoted = rest.get(blanks + 1..).unwrap_or_default();
            let Some((cell, length)) = quoted_cell(quoted) else {
                return if ended { Lexed::Unmatched } else { Lexed::More };
            };
            let after = blanks + 1 + length;
            let closing = rest.get(after..).unwrap_or_default();
            (cell, after + self::blanks(closing, format))
        } else {
            let length = memchr3(format.delimiter, b'\n', b'\r', rest).unwrap_or(rest.len());
            (rest.get(..length).unwrap_or_default().to_vec(), length)
        };
        cells.push(text_of(&cell, format));
        match after(text, at + length, format, ended) {
            Ok(After::Cell(next)) => at = next,
            Ok(After::Record(bytes)) => return Lexed::Record { cells, bytes },
            Err(other) => return other,
        }
    }
}

/// Reads one line as a record, whatever its quotation marks.
pub(super) fn line(text: &[u8], format: Format, ended: bool) -> Lexed {
    let end = memchr2(b'\n', b'\r', text).unwrap_or(text.len());
    let bytes = match after(text, end, format, ended) {
        Ok(After::Record(bytes)) => bytes,
        Ok(After::Cell(_)) | Err(_) => return Lexed::More,
    };
    let mut rest = text.get(..end).unwrap_or_default();
    let mut cells = Vec::new();
    // False once no mark closes a cell: then none further on does, and the line is not searched again for each cell.
    let mut closes = true;
    loop {
        let (cell, length) = lenient_cell(rest, format, &mut closes);
        cells.push(text_of(&cell, format));
        match rest.get(length + 1..) {
            Some(next) => rest = next,
            None => return Lexed::Record { cells, bytes },
        }
    }
}

/// What follows the cell that ends at `end`.
fn after(text: &[u8], end: usize, format: Format, ended: bool) -> Result<After, Lexed> {
    match (text.get(end), text.get(end + 1)) {
        (Some(byte), _) if *byte == format.delimiter => Ok(After::Cell(end + 1)),
        (Some(b'\r'), Some(b'\n')) => Ok(After::Record(end + 2)),
        (Some(b'\r'), None) if !ended => Err(Lexed::More),
        (Some(b'\n' | b'\r'), _) => Ok(After::Record(end + 1)),
        (Some(_), _) => Err(Lexed::Unmatched),
        (None, _) if ended => Ok(After::Record(end)),
        (None, _) => Err(Lexed::More),
    }
}

/// The cell after an opening mark, and its length with the closing one. None if no mark closes it.
fn quoted_cell(text: &[u8]) -> Option<(Vec<u8>, usize)> {
    let mut cell = Vec::new();
    let mut at = 0;
    loop {
        let rest = text.get(at..)?;
        let mark = memchr(b'"', rest)?;
        cell.extend_from_slice(rest.get(..mark)?);
        at += mark + 1;
        if text.get(at) != Some(&b'"') {
            return Some((cell, at));
        }
        cell.push(b'"');
        at += 1;
    }
}

/// The next cell of one line, and its length. Marks inside are text, unless a delimiter or the end of the line follows.
fn lenient_cell(rest: &[u8], format: Format, closes: &mut bool) -> (Vec<u8>, usize) {
    let start = blanks(rest, format);
    let plain = memchr(format.delimiter, rest).unwrap_or(rest.len());
    if rest.get(start) != Some(&b'"') {
        return (rest.get(..plain).unwrap_or_default().to_vec(), plain);
    }
    let quoted = rest.get(start + 1..).unwrap_or_default();
    let searched = if *closes { quoted } else { &[] };
    let marks = searched.iter().enumerate();
    for (mark, _) in marks.filter(|(_, byte)| **byte == b'"') {
        let closing = quoted.get(mark + 1..).unwrap_or_default();
        let blanks = blanks(closing, format);
        if closing
            .get(blanks)
            .is_none_or(|byte| *byte == format.delimiter)
        {
            let cell = quoted.get(..mark).unwrap_or_default();
            let cell = String::from_utf8_lossy(cell).replace("\"\"", "\"");
            return (cell.into_bytes(), start + 1 + mark + 1 + blanks);
        }
    }
    *closes = false;
    let plain = plain.max(start + 1);
    (
        rest.get(start + 1..plain).unwrap_or_default().to_vec(),
        plain,
    )
}

/// The number of blanks at the beginning.
fn blanks(text: &[u8], format: Format) -> usize {
    let blank = |byte: &&u8| **byte == b' ' || (**byte == b'\t' && format.delimiter != b'\t');
    text.iter().take_while(blank).count()
}

/// The text of a cell, cut to the limit at the end of a character.
fn text_of(cell: &[u8], format: Format) -> String {
    let mut end = cell.len().min(format.cell_bytes_max);
    while end > 0 && cell.get(end).is_some_and(|byte| byte & 0xC0 == 0x80) {
        end -= 1;
    }
    String::from_utf8_lossy(cell.get(..end).unwrap_or_default()).into_owned()
}
