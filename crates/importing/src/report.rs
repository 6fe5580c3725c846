//! What a reader left out, cut or is not certain of. Every row and block of a file is either read or named here.

use serde::{Deserialize, Serialize};

/// Maximum number of findings in a report; further ones are only counted.
pub const FINDINGS_MAX: usize = 10_000;

/// The report of one import.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Report {
    /// The files that were read, with their number of rows.
    pub files: Vec<FileRead>,
    /// The findings, in the order of the input.
    pub findings: Vec<Finding>,
    /// Number of findings beyond [`FINDINGS_MAX`], which are not listed.
    pub findings_not_listed: u32,
}

impl Report {
    /// Brings findings that were added later into the order of the input: by files as they first occur, then by rows, those of a whole file first.
    pub fn sort_by_row(&mut self) {
        let mut files: Vec<String> = Vec::new();
        for finding in &self.findings {
            if !files.contains(&finding.file) {
                files.push(finding.file.clone());
            }
        }
        let place = |file: &str| files.iter().position(|other| other == file);
        self.findings
            .sort_by_key(|finding| (place(&finding.file), finding.row));
    }

    /// Says that a file as a whole gave nothing, and what to do. Its findings and the states of its files say why.
    pub fn nothing_read(&mut self, file: &str, what_to_do: &str) {
        let message = format!("Nothing was read: this file gave no entry. {what_to_do}");
        self.at(file, None).add(FindingKind::Incomplete, message);
    }

    /// Writes findings about one row of a file, or about the file.
    pub fn at<'a>(&'a mut self, file: &'a str, row: Option<u32>) -> Notes<'a> {
        Notes {
            report: self,
            file,
            row,
        }
    }
}

/// Adds findings about one row of a file.
pub struct Notes<'a> {
    report: &'a mut Report,
    file: &'a str,
    row: Option<u32>,
}

impl Notes<'_> {
    /// Adds a finding; beyond [`FINDINGS_MAX`] it is only counted.
    pub fn add(&mut self, kind: FindingKind, message: impl Into<String>) {
        if self.report.findings.len() >= FINDINGS_MAX {
            let count = &mut self.report.findings_not_listed;
            *count = count.saturating_add(1);
            return;
        }
        self.report.findings.push(Finding {
            file: self.file.to_owned(),
            row: self.row,
            kind,
            message: message.into(),
        });
    }
}

/// A file of an archive, or the document itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRead {
    /// The path inside the archive, or the name of the document.
    pub name: String,
    /// What was done with it.
    pub state: FileState,
    /// Rows or blocks that it has, without empty ones.
    pub rows: u32,
    /// Rows or blocks that gave an item. Each of the others has a finding.
    pub items: u32,
}

/// What was done with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum FileState {
    /// Read to its end.
    Read,
    /// Known, but without rows.
    Empty,
    /// Known, but it is not in the archive.
    Missing,
    /// Known, but it could not be read; a finding says why.
    Refused,
    /// Not one of the files that are read, so that it was not opened.
    NotOpened,
}

/// One thing that the person should know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The path inside the archive, or the name of the document.
    pub file: String,
    /// The row, the first below the header is 1.
    pub row: Option<u32>,
    /// The kind.
    pub kind: FindingKind,
    /// A sentence: what is wrong and what to do. It repeats at most the cell that it is about.
    pub message: String,
}

/// Kinds of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum FindingKind {
    /// The row lacks what an item needs, and was not read.
    Incomplete,
    /// The row repeats another one, and was counted once.
    Duplicate,
    /// A cell has no meaning that is known; the rest of the row was read.
    Unreadable,
    /// Two cells contradict each other; both are shown.
    Contradiction,
    /// A text was longer than the profile allows, and was cut.
    Cut,
    /// The file is not UTF-8, and was decoded by another encoding.
    Encoding,
    /// The file is broken; what precedes the fault was read.
    BrokenFile,
    /// The reading is a guess that the person should confirm.
    Guess,
    /// Text that could not be assigned to a section.
    Unassigned,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_that_are_added_later_come_in_the_order_of_the_file() {
        let mut report = Report::default();
        for (file, row, message) in [
            ("list", None, "a"),
            ("list", Some(1), "b"),
            ("list", Some(3), "d"),
            ("saved", Some(1), "f"),
            ("list", Some(2), "c"),
            ("list", Some(3), "e"),
        ] {
            report.at(file, row).add(FindingKind::Guess, message);
        }
        report.sort_by_row();
        let messages: Vec<&str> = report
            .findings
            .iter()
            .map(|it| it.message.as_str())
            .collect();
        assert_eq!(messages, ["a", "b", "c", "d", "e", "f"]);
    }
}
