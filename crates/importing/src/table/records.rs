//! Reads the records of a file one by one, with a buffer of the one that is being read.

use std::io::{self, Read};

use super::{
    Limits,
    lex::{self, Format, Lexed},
};

/// Bytes that are read at once, or as many as the record has so far.
const PIECE_BYTES: usize = 32 * 1024;
/// Records with quotation marks that do not match, after which a cell may no longer hold line breaks. Each of them may be read to its limit.
const UNMATCHED_MAX: u32 = 16;

/// A record of the file.
#[derive(Debug, Default)]
pub(super) struct Record {
    pub cells: Vec<String>,
    /// True if the quotation marks do not match, so that one line was read as the record.
    pub unmatched: bool,
    /// True if the record was longer than the limit, and was left out.
    pub too_long: bool,
}

/// The records of UTF-8 text.
pub(super) struct Records<R> {
    source: R,
    buffer: Vec<u8>,
    start: usize,
    ended: bool,
    unmatched: u32,
    format: Format,
    record_bytes_max: usize,
}

impl<R: Read> Records<R> {
    pub(super) fn new(source: R, delimiter: u8, limits: &Limits) -> Self {
        Self {
            source,
            buffer: Vec::new(),
            start: 0,
            ended: false,
            unmatched: 0,
            format: Format {
                delimiter,
                cell_bytes_max: limits.cell_bytes,
            },
            record_bytes_max: limits.record_bytes,
        }
    }

    /// The beginning of the file, at most `bytes` long; true if that is all of it. Nothing is consumed.
    pub(super) fn head(&mut self, bytes: usize) -> io::Result<(&[u8], bool)> {
        while !self.ended && self.rest().len() < bytes {
            self.fill()?;
        }
        Ok((self.rest(), self.ended))
    }

    pub(super) fn set_delimiter(&mut self, delimiter: u8) {
        self.format.delimiter = delimiter;
    }

    /// The next record; None at the end of the file.
    pub(super) fn next(&mut self) -> io::Result<Option<Record>> {
        loop {
            let (rest, format, ended) = (self.rest(), self.format, self.ended);
            if rest.is_empty() && ended {
                return Ok(None);
            }
            if self.unmatched >= UNMATCHED_MAX {
                return self.line().map(Some);
            }
            match lex::record(rest, format, ended) {
                Lexed::Record { cells, bytes } => {
                    self.start += bytes;
                    let too_long = bytes > self.record_bytes_max;
                    let cells = if too_long { Vec::new() } else { cells };
                    return Ok(Some(Record {
                        cells,
                        too_long,
                        ..Record::default()
                    }));
                }
                Lexed::More if rest.len() < self.record_bytes_max => self.fill()?,
                Lexed::More | Lexed::Unmatched => {
                    self.unmatched += 1;
                    let line = self.line()?;
                    return Ok(Some(Record {
                        unmatched: true,
                        ..line
                    }));
                }
            }
        }
    }

    /// The next line as a record.
    fn line(&mut self) -> io::Result<Record> {
        loop {
            let (rest, format, ended) = (self.rest(), self.format, self.ended);
            match lex::line(rest, format, ended) {
                Lexed::Record { cells, bytes } => {
                    self.start += bytes;
                    let too_long = bytes > self.record_bytes_max;
                    let cells = if too_long { Vec::new() } else { cells };
                    return Ok(Record {
                        cells,
                        too_long,
                        ..Record::default()
                    });
                }
                Lexed::More | Lexed::Unmatched if rest.len() < self.record_bytes_max => {
                    self.fill()?;
                }
                Lexed::More | Lexed::Unmatched => {
                    self.skip_line()?;
                    return Ok(Record {
                        too_long: true,
                        ..Record::default()
                    });
                }
            }
        }
    }

    /// Drops everything up to the next line break.
    fn skip_line(&mut self) -> io::Result<()> {
        loop {
            if let Some(end) = memchr::memchr2(b'\n', b'\r', self.rest()) {
                self.start += end + 1;
                return Ok(());
            }
            self.start = self.buffer.len();
            if self.ended {
                return Ok(());
            }
            self.fill()?;
        }
    }

    fn rest(&self) -> &[u8] {
        self.buffer.get(self.start..).unwrap_or_default()
    }

    fn fill(&mut self) -> io::Result<()> {
        self.buffer.drain(..self.start.min(self.buffer.len()));
        self.start = 0;
        let wanted = PIECE_BYTES.max(self.buffer.len());
        let mut piece = (&mut self.source).take(wanted as u64);
        let read = piece.read_to_end(&mut self.buffer)?;
        self.ended = read < wanted;
        Ok(())
    }
}
