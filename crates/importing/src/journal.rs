//! The report of a document with sections, while it is read: the place that the reader is at, and what it left out.

use crate::{
    record::Source,
    report::{FileRead, FileState, Finding, FindingKind, Report},
    text::{self, Room},
};

/// Collects the findings of a reader.
#[derive(Debug, Default)]
pub struct Journal {
    file: String,
    row: Option<u32>,
    report: Report,
}

impl Journal {
    /// Starts at a file or section.
    #[must_use]
    pub fn new(file: &str) -> Self {
        Self {
            file: file.to_owned(),
            ..Self::default()
        }
    }

    /// Moves to another file or section.
    pub fn section(&mut self, file: &str) {
        file.clone_into(&mut self.file);
        self.row = None;
    }

    /// Moves to a row or entry; the first has the index 0 and the number 1.
    pub fn entry(&mut self, index: usize) {
        self.row = u32::try_from(index.saturating_add(1)).ok();
    }

    /// The present place, without a quotation.
    #[must_use]
    pub fn source(&self) -> Source {
        Source {
            file: self.file.clone(),
            row: self.row,
            quote: None,
        }
    }

    /// Adds a finding at the present place.
    pub fn add(&mut self, kind: FindingKind, message: impl Into<String>) {
        self.report.at(&self.file, self.row).add(kind, message);
    }

    /// The number of entries that were named as not read.
    #[must_use]
    pub fn named(&self) -> usize {
        let left_out = |finding: &&Finding| {
            matches!(
                finding.kind,
                FindingKind::Incomplete | FindingKind::Unassigned | FindingKind::Duplicate
            )
        };
        self.report.findings.iter().filter(left_out).count()
    }

    /// Says that a cell has no meaning that is known.
    pub fn unreadable(&mut self, what: &str, cell: &str) {
        let cell = text::quote(cell);
        let message = format!("The {what} \"{cell}\" cannot be read. Enter it by hand.");
        self.add(FindingKind::Unreadable, message);
    }

    /// Says that an entry of a section repeats another one.
    pub fn repeated(&mut self, section: &str, row: Option<u32>, name: &str) {
        let message = format!(
            "\"{}\" is there twice, and was counted once.",
            text::quote(name)
        );
        self.report
            .at(section, row)
            .add(FindingKind::Duplicate, message);
    }

    /// Says that an entry of a section has the names of another one and differs in the rest, so that both were read.
    pub fn alike(&mut self, section: &str, row: Option<u32>, name: &str) {
        let message = format!(
            "\"{}\" is there twice, and both were read, as they differ. Remove one of them, if they are one.",
            text::quote(name)
        );
        self.report
            .at(section, row)
            .add(FindingKind::Guess, message);
    }

    /// One line of text, entities decoded, cut to a length.
    pub fn line(&mut self, what: &str, raw: &str, max: usize) -> String {
        let mut notes = self.report.at(&self.file, self.row);
        text::fit(text::line(raw), max, &format!("The {what}"), &mut notes)
    }

    /// One line of any length, entities decoded; what takes it has a limit of its own.
    pub fn whole_line(&mut self, what: &str, raw: &str) -> String {
        let mut notes = self.report.at(&self.file, self.row);
        text::whole(text::line(raw), &format!("The {what}"), &mut notes)
    }

    /// One line, entities decoded, cut to what takes it.
    pub fn line_of(&mut self, room: Room, what: &str, raw: &str) -> String {
        let line = self.whole_line(what, raw);
        let mut notes = self.report.at(&self.file, self.row);
        room.fit(line, &format!("The {what}"), &mut notes)
    }

    /// A text of any length with its line breaks, entities decoded.
    pub fn whole_block(&mut self, what: &str, raw: &str) -> String {
        let mut notes = self.report.at(&self.file, self.row);
        text::whole(text::block(raw), &format!("The {what}"), &mut notes)
    }

    /// A text with its line breaks, entities decoded, cut to the length of a description.
    pub fn block(&mut self, what: &str, raw: &str) -> String {
        let mut notes = self.report.at(&self.file, self.row);
        text::fit_block(raw, &format!("The {what}"), &mut notes)
    }

    /// Adds a file or section to the list of those that were read.
    pub fn read(&mut self, name: &str, rows: usize, items: usize) {
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        self.report.files.push(FileRead {
            name: name.to_owned(),
            state: if rows == 0 {
                FileState::Empty
            } else {
                FileState::Read
            },
            rows: number(rows),
            items: number(items),
        });
    }

    /// The report; the journal is empty afterwards.
    pub fn report(&mut self) -> Report {
        std::mem::take(&mut self.report)
    }
}
