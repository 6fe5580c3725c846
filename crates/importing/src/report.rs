//! What a reader left out, cut or is not certain of. Every row and block of a file is either read or named here.

use serde::{Deserialize, Serialize};

/// The report of one import.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Report {
    /// The files that were read, with their number of rows.
    pub files: Vec<FileRead>,
    /// The findings, in the order of the input.
    pub findings: Vec<Finding>,
}

/// A file of an archive, or the document itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRead {
    pub name: String,
    pub state: FileState,
    /// Rows or blocks that it has.
    pub rows: u32,
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
    pub file: String,
    /// The row, the first below the header is 1.
    pub row: Option<u32>,
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
