//! Reads the archive that LinkedIn sends to a member. Only files of a fixed list are opened; all others are named as not opened. An archive is
//! refused as a whole only where it is unsafe or holds nothing that is read.
//!
//! # What is read
//!
//! Files are known by their names, in any folder and letter case, with `_` for a blank, and with a number or `copy` at the end (`_1`, ` (2)`,
//! ` 2`). Columns are known by their names in English, German, French, Spanish, Portuguese, Italian and Dutch, in any order, also below lines
//! that come first. Columns that are not known are named in the report.
//!
//! | File | Becomes | Columns that are read | Columns that are never kept |
//! |---|---|---|---|
//! | `Profile.csv` | headline, summary, place, links | Headline, Summary, Geo Location, Websites | First and Last Name, Maiden Name, Address, Birth Date, Zip Code, Instant Messengers, Phone Numbers, Email Address, Registered At, Twitter Handles, Industry |
//! | `Positions.csv` | employments | Company Name, Title, Description, Location, Started On, Finished On | |
//! | `Education.csv` | educations | School Name, Degree Name, Field Of Study, Notes, Activities, Start Date, End Date | |
//! | `Skills.csv` | skills | Name | |
//! | `Languages.csv` | languages | Name, Proficiency | |
//! | `Certifications.csv` | certifications | Name, Url, Authority, Started On, Finished On, License Number | |
//! | `Volunteering.csv` | unpaid work | Company Name, Role, Cause, Started On, Finished On, Description | |
//! | `Projects.csv` | projects | Title, Description, Url, Started On, Finished On | |
//! | `Publications.csv` | publications | Name, Published On, Description, Publisher, Url | |
//! | `Honors.csv` | awards | Title, Description, Issued On, Issuer | |
//! | `Connections.csv` | people | First Name, Last Name, URL, Email Address, Company, Position, Connected On | |
//! | `Job Applications.csv` | applications | Application Date, Company Name, Job Title, Job Url | Contact Email, Contact Phone Number, Resume Name, Question And Answers |
//! | `Saved Jobs.csv` | saved postings | Saved Date, Company Name, Job Title, Job Url | |
//! | `Job Seeker Preferences.csv` | targets | Job Titles, Locations, Industries, Company Employee Count, Preferred Job Types, Dream Companies | Phone Number, Introduction Statement, addresses and times of commuting, Saved Answers, and whether recruiters see it |
//!
//! `3/4/26` is March 4, as LinkedIn writes it, unless a row of the column proves that the day comes first (`13/4/26`).
//!
//! # What is never opened
//!
//! Every file that is not in the table, among them messages, guide and coach messages, e-mail addresses, telephone numbers, logins, security
//! challenges, receipts, registration, searches, advertisements and what they infer, contacts, invitations, saved answers, articles, media,
//! recommendations and endorsements, which have words and names of other people, and `Profile Summary.csv`, which LinkedIn's AI writes; and
//! every file in a folder `messages`, `verifications`, `articles` or `media_files`. What file managers add (`__MACOSX`, `.DS_Store`, `Thumbs.db`, `desktop.ini`) is no part of the archive.
//!
//! # What is refused as a whole
//!
//! Names that lead out of the archive (`..`, absolute, drives, backslashes, control characters), two files of one name, links, passwords,
//! files that share their bytes, more bytes or files than the [`Limits`], more time than is allowed, and an archive without any file of the
//! table. A file that is no text, is damaged or has no header is refused by its name, and the others are read.

mod entries;
mod inflate;
mod limits;
mod names;

pub use self::limits::Limits;

use std::io::{Cursor, Read};

use entries::Entry;
use inflate::{Budget, Inflated};
use zip::ZipArchive;

use crate::{
    charset::{Charset, Decoder},
    linkedin::{Gather, Kind, Layout, Orders, Outcome, Sheet},
    record::Imported,
    refused::Refused,
    report::{FileRead, FileState, FindingKind},
    table::{self, NoTable, RowState, Table},
    text,
};

/// The names of the files that are opened; each also with a number at its end, in any folder.
pub fn file_names() -> impl Iterator<Item = &'static str> {
    Kind::ALL.into_iter().map(Kind::file)
}

/// Reads an archive, however long that takes.
pub fn read(bytes: &[u8]) -> Result<Imported, Refused> {
    read_until(bytes, &Limits::default(), &|| false)
}

/// Reads an archive with other limits. It is refused when its time is over, which is asked for each piece and each row.
pub fn read_until(
    bytes: &[u8],
    limits: &Limits,
    is_over: &dyn Fn() -> bool,
) -> Result<Imported, Refused> {
    let (mut archive, entries) = entries::open(bytes, limits)?;
    if !entries.iter().any(|entry| entry.kind.is_some()) {
        return Err(Refused::new(format!(
            "None of the {} files of this archive is one that is read, such as Positions.csv. Send the archive as LinkedIn made it.",
            entries.len()
        )));
    }
    let mut reader = Reader {
        gather: Gather::default(),
        files: Vec::new(),
        budget: Budget::new(limits, is_over),
        rows_left: limits.rows,
        text_left: limits.text_bytes,
        limits,
    };
    for kind in Kind::ALL {
        let mut found = false;
        for entry in entries.iter().filter(|entry| entry.kind == Some(kind)) {
            found = true;
            reader.file(&mut archive, kind, entry)?;
        }
        if !found {
            reader.list(kind.file(), FileState::Missing, 0, 0);
        }
    }
    for entry in entries.iter().filter(|entry| entry.kind.is_none()) {
        reader.list(&entry.name, FileState::NotOpened, 0, 0);
    }
    let mut imported = reader.gather.imported;
    imported.report.files = reader.files;
    if imported.is_empty() {
        let what_to_do = "Mend what its other findings name, or ask LinkedIn for a new archive, and import it again.";
        imported.report.nothing_read("LinkedIn archive", what_to_do);
    }
    Ok(imported)
}

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

struct Reader<'a> {
    gather: Gather,
    files: Vec<FileRead>,
    budget: Budget<'a>,
    rows_left: u32,
    text_left: usize,
    limits: &'a Limits,
}

impl Reader<'_> {
    fn list(&mut self, name: &str, state: FileState, rows: u32, items: u32) {
        self.files.push(FileRead {
            name: name.to_owned(),
            state,
            rows,
            items,
        });
    }

    fn note(
        &mut self,
        file: &str,
        row: Option<u32>,
        kind: FindingKind,
        message: impl Into<String>,
    ) {
        self.gather.imported.report.at(file, row).add(kind, message);
    }

    fn broken(&mut self, name: &str, message: impl Into<String>) {
        self.note(name, None, FindingKind::BrokenFile, message);
        self.list(name, FileState::Refused, 0, 0);
    }

    /// Reads a file: once for its encoding and its limits, then for its rows.
    fn file(
        &mut self,
        archive: &mut Archive<'_>,
        kind: Kind,
        entry: &Entry,
    ) -> Result<(), Refused> {
        let name = entry.name.as_str();
        let charset = match inflate::examine(archive, entry, &mut self.budget)? {
            Inflated::Text(charset) => charset,
            Inflated::Binary => {
                self.broken(
                    name,
                    "The file is no text and was not read. Ask LinkedIn for a new archive.",
                );
                return Ok(());
            }
            Inflated::Broken => {
                self.broken(name, "The file is damaged or packed in a way that is not known, and was not read. Ask LinkedIn for a new archive.");
                return Ok(());
            }
        };
        let orders = self.orders(archive, kind, entry, charset)?;
        let Ok(file) = archive.by_index(entry.index) else {
            self.broken(name, "The file is damaged and was not read.");
            return Ok(());
        };
        let sheet = Sheet {
            kind,
            file: name,
            orders: &orders,
        };
        match self.open(kind, Decoder::new(file, charset)) {
            Ok(table) => self.table(table, &sheet, charset)?,
            Err(NoTable::Empty) => {
                self.list(name, FileState::Empty, 0, 0);
            }
            Err(NoTable::Io(_)) => self.broken(name, "The file is damaged and was not read."),
            Err(NoTable::NoHeader(first)) => {
                let message = format!(
                    "The file has no line with the names of its columns and was not read. It begins with \"{first}\"."
                );
                self.broken(name, message);
            }
        }
        Ok(())
    }

    fn open<R: Read>(&self, kind: Kind, source: R) -> Result<Table<R>, NoTable> {
        let limits = table::Limits {
            rows: self.limits.table.rows.min(self.rows_left),
            ..self.limits.table
        };
        Table::open(source, limits, &|keys| kind.score(keys))
    }

    /// What the rows of a file prove of the order of day and month in each column of dates.
    fn orders(
        &self,
        archive: &mut Archive<'_>,
        kind: Kind,
        entry: &Entry,
        charset: Charset,
    ) -> Result<Orders, Refused> {
        let mut orders = Orders::default();
        if !Orders::are_in(kind) {
            return Ok(orders);
        }
        let Ok(file) = archive.by_index(entry.index) else {
            return Ok(orders);
        };
        let Ok(mut table) = self.open(kind, Decoder::new(file, charset)) else {
            return Ok(orders);
        };
        let layout = Layout::new(kind, table.header());
        while let Ok(Some(row)) = table.next_row() {
            self.budget.check_time()?;
            if matches!(row.state, RowState::Whole | RowState::Mended) {
                let cells = row.cells.iter().map(String::as_str);
                orders.add(&layout.fields(cells));
            }
        }
        Ok(orders)
    }

    fn table(
        &mut self,
        mut table: Table<impl Read>,
        sheet: &Sheet<'_>,
        charset: Charset,
    ) -> Result<(), Refused> {
        let (kind, name) = (sheet.kind, sheet.file);
        let lacks = kind.lacks(table.header());
        if let [first, ..] = lacks.as_slice() {
            let message = format!(
                "The file has no column \"{first}\" and was not read. Name its columns as LinkedIn does."
            );
            self.broken(name, message);
            return Ok(());
        }
        if let Some(message) = charset.message() {
            self.note(name, None, FindingKind::Encoding, message);
        }
        let mut progress = Progress::default();
        for doubt in sheet.orders.doubts(kind) {
            self.note(name, None, FindingKind::Guess, doubt);
        }
        self.rows(&mut table, sheet, &mut progress)?;
        if table.limited() || progress.stopped {
            let message = format!(
                "Only the first {} rows were read: the file or the archive has too many, or is damaged.",
                table.rows()
            );
            self.note(name, None, FindingKind::BrokenFile, message);
        }
        self.rows_left = self.rows_left.saturating_sub(table.rows());
        for column in progress.unread {
            let message = format!(
                "The column \"{column}\" was not read, because the profile has no place for it."
            );
            self.note(name, None, FindingKind::Unassigned, message);
        }
        let state = if table.rows() == 0 {
            FileState::Empty
        } else {
            FileState::Read
        };
        self.list(name, state, table.rows(), progress.items);
        Ok(())
    }

    fn rows(
        &mut self,
        table: &mut Table<impl Read>,
        sheet: &Sheet<'_>,
        progress: &mut Progress,
    ) -> Result<(), Refused> {
        let (kind, name) = (sheet.kind, sheet.file);
        let layout = Layout::new(kind, table.header());
        loop {
            let row = match table.next_row() {
                Ok(Some(row)) => row,
                Ok(None) => return Ok(()),
                Err(_) => break,
            };
            self.budget.check_time()?;
            if let Some(message) = row.state.message() {
                self.note(name, Some(row.number), FindingKind::BrokenFile, message);
            }
            if !matches!(row.state, RowState::Whole | RowState::Mended) {
                continue;
            }
            let cells = row.cells.iter().map(String::as_str);
            let fields = layout.fields(cells);
            let Some(left) = self.text_left.checked_sub(fields.bytes()) else {
                let message = "The archive has more text than is read, so that this row was not.";
                self.note(name, Some(row.number), FindingKind::BrokenFile, message);
                break;
            };
            self.text_left = left;
            progress.add_unread(fields.unknown());
            match self.gather.row(sheet, row.number, &fields) {
                Outcome::Item => progress.items += 1,
                Outcome::Finding => {}
                Outcome::Empty => {
                    let message = "This row has text only in columns that are not read.";
                    self.note(name, Some(row.number), FindingKind::Unassigned, message);
                }
            }
        }
        progress.stopped = true;
        Ok(())
    }
}

/// What came of the rows of a file.
#[derive(Default)]
struct Progress {
    items: u32,
    /// Names of columns that are not read, each once.
    unread: Vec<String>,
    /// True if the rest of the file was not read.
    stopped: bool,
}

impl Progress {
    /// Maximum number of names of columns.
    const UNREAD_MAX: usize = 20;

    fn add_unread(&mut self, names: &[String]) {
        for name in names {
            if self.unread.len() < Self::UNREAD_MAX && !self.unread.contains(name) {
                self.unread.push(name.clone());
            }
        }
    }
}

/// A name of the archive as the report shows it.
fn shown(name: &str) -> String {
    let line = text::plain_line(name);
    line.chars().take(text::LINE_CHARS_MAX).collect()
}

#[cfg(test)]
mod tests;
