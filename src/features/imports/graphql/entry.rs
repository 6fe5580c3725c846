//! The entries of a plan, and what the reader of a file reports.

use std::{collections::BTreeSet, sync::Arc};

use async_graphql::{Enum, Object, SimpleObject};
use importing::report::{self, FindingKind};

use crate::{
    features::imports::{
        Action, Choice, EntryRow, Outcome, Section, SectionCounts, Values, message,
    },
    types::id::ImportEntryId,
};

/// An item of the file, with the item of the profile that it matches.
pub struct ImportEntry(pub(super) Arc<EntryRow>);

/// An item of the file, with the item of the profile that it matches.
#[Object]
impl ImportEntry {
    /// The global id; names the entry in `applyImport`.
    async fn id(&self) -> ImportEntryId {
        self.0.id
    }

    /// The section of the profile.
    async fn section(&self) -> Section {
        self.0.section
    }

    /// The action that the plan proposes.
    async fn action(&self) -> Action {
        self.0.action
    }

    /// The file inside the archive, or the section of the document.
    async fn file(&self) -> &str {
        &self.0.file
    }

    /// The row of the file, counted from 1 below the header; for a JSON Resume, the position in its list. Null without a row.
    async fn row(&self) -> Option<i32> {
        self.0.file_row
    }

    /// The text that was read as this item; null unless the reading is a guess.
    async fn quote(&self) -> Option<&str> {
        self.0.quote.as_deref()
    }

    /// The values of the file and of the profile, field by field, without fields that are empty in both.
    async fn fields(&self) -> Vec<ImportField> {
        fields(&self.0.imported, self.0.existing.as_ref())
    }

    /// Details of the action, such as the reason for a conflict or a refusal; null without any.
    async fn note(&self) -> Option<&str> {
        self.0.note.as_deref()
    }

    /// The choice made, or the default if none was made yet.
    async fn choice(&self) -> Choice {
        self.0.choice
    }

    /// The outcome; null until the entry was processed.
    async fn result(&self) -> Option<Outcome> {
        self.0.result
    }

    /// The reason why nothing was written, or not what was chosen; of an entry that the plan kept, its `note`. Null before it was processed, if it was written as chosen, and if nothing differed.
    async fn message(&self) -> Option<&str> {
        message(&self.0)
    }
}

/// The values of one field in the file and in the profile.
#[derive(SimpleObject)]
pub struct ImportField {
    /// The name of the field, as in the inputs of the profile; `claims` are the facts of an item.
    name: String,
    /// The value in the file: one text, or several for a list; empty without a value, so that the existing one stays.
    imported: Vec<String>,
    /// The value in the profile when the plan was made; empty without a value.
    existing: Vec<String>,
}

fn fields(imported: &Values, existing: Option<&Values>) -> Vec<ImportField> {
    let of_existing = existing.into_iter().flat_map(|values| values.0.keys());
    let names: BTreeSet<&String> = imported.0.keys().chain(of_existing).collect();
    let field = |name: &String| ImportField {
        name: name.clone(),
        imported: imported.of(name).to_vec(),
        existing: existing.map_or_else(Vec::new, |values| values.of(name).to_vec()),
    };
    names
        .into_iter()
        .map(field)
        .filter(|field| !field.imported.is_empty() || !field.existing.is_empty())
        // The note of an application stays if the file has none; its lines are a part of it.
        .filter(|field| field.name != "note" || !field.imported.is_empty())
        .filter(|field| !Values::is_inner(&field.name))
        .collect()
}

/// Number of entries of one section.
pub struct ImportCounts(pub(super) SectionCounts);

/// Number of entries of one section, by proposed action and by outcome.
#[Object]
impl ImportCounts {
    /// The section.
    async fn section(&self) -> Section {
        self.0.section
    }

    /// Entries that would add an item.
    async fn add(&self) -> i32 {
        self.0.of_action(Action::Add)
    }

    /// Entries that would change an item.
    async fn change(&self) -> i32 {
        self.0.of_action(Action::Change)
    }

    /// Entries that would change nothing.
    async fn keep(&self) -> i32 {
        self.0.of_action(Action::Keep)
    }

    /// Entries that need a choice.
    async fn conflict(&self) -> i32 {
        self.0.of_action(Action::Conflict)
    }

    /// Entries that the profile cannot hold.
    async fn refuse(&self) -> i32 {
        self.0.of_action(Action::Refuse)
    }

    /// Items that were added.
    async fn added(&self) -> i32 {
        self.0.of_outcome(Outcome::Added)
    }

    /// Items that were changed.
    async fn changed(&self) -> i32 {
        self.0.of_outcome(Outcome::Changed)
    }

    /// Entries that were left unchanged in the profile.
    async fn kept(&self) -> i32 {
        self.0.of_outcome(Outcome::Kept)
    }

    /// Entries that the profile did not accept.
    async fn refused(&self) -> i32 {
        self.0.of_outcome(Outcome::Refused)
    }

    /// Entries that were not written, because the profile was changed after the plan was made.
    async fn outdated(&self) -> i32 {
        self.0.of_outcome(Outcome::Outdated)
    }
}

/// Whether and how a file of an archive was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum ImportFileState {
    /// It was read completely.
    Read,
    /// A known file without rows.
    Empty,
    /// A known file that is not in the archive.
    Missing,
    /// A known file that could not be read; a finding gives the reason.
    Refused,
    /// Not a known file; it was not opened.
    NotOpened,
}

/// A file of an archive, or a section of a document.
#[derive(SimpleObject)]
pub struct ImportFile {
    /// The path inside the archive, or the name of the section.
    name: String,
    /// Whether and how it was read.
    state: ImportFileState,
    /// Number of rows or blocks, without empty ones.
    rows: i32,
    /// Number of rows or blocks that became an item. Each of the others has a finding.
    items: i32,
}

/// Kinds of findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum ImportFindingKind {
    /// The row lacks a required value, and was not read.
    Incomplete,
    /// The row repeats another one, and was counted once.
    Duplicate,
    /// The value of a cell was not understood; the rest of the row was read.
    Unreadable,
    /// Two cells contradict each other; both are shown.
    Contradiction,
    /// A text was longer than the profile allows, and was cut.
    Cut,
    /// The file is not UTF-8, and was decoded by another encoding.
    Encoding,
    /// The file is broken; what precedes the fault was read.
    BrokenFile,
    /// The reading is a guess that should be confirmed.
    Guess,
    /// Text that could not be assigned to a section.
    Unassigned,
}

/// A part of a file that was left out, cut, or read with doubt.
#[derive(SimpleObject)]
pub struct ImportFinding {
    /// The path inside the archive, or the name of the section.
    file: String,
    /// The row, counted from 1 below the header; null if the finding is about the whole file.
    row: Option<i32>,
    /// The kind.
    kind: ImportFindingKind,
    /// What is wrong and what to do, in English.
    message: String,
}

impl From<&report::FileRead> for ImportFile {
    fn from(file: &report::FileRead) -> Self {
        Self {
            name: file.name.clone(),
            state: match file.state {
                report::FileState::Read => ImportFileState::Read,
                report::FileState::Empty => ImportFileState::Empty,
                report::FileState::Missing => ImportFileState::Missing,
                report::FileState::Refused => ImportFileState::Refused,
                report::FileState::NotOpened => ImportFileState::NotOpened,
            },
            rows: number(file.rows),
            items: number(file.items),
        }
    }
}

impl From<&report::Finding> for ImportFinding {
    fn from(finding: &report::Finding) -> Self {
        Self {
            file: finding.file.clone(),
            row: finding.row.map(number),
            kind: match finding.kind {
                FindingKind::Incomplete => ImportFindingKind::Incomplete,
                FindingKind::Duplicate => ImportFindingKind::Duplicate,
                FindingKind::Unreadable => ImportFindingKind::Unreadable,
                FindingKind::Contradiction => ImportFindingKind::Contradiction,
                FindingKind::Cut => ImportFindingKind::Cut,
                FindingKind::Encoding => ImportFindingKind::Encoding,
                FindingKind::BrokenFile => ImportFindingKind::BrokenFile,
                FindingKind::Guess => ImportFindingKind::Guess,
                FindingKind::Unassigned => ImportFindingKind::Unassigned,
            },
            message: finding.message.clone(),
        }
    }
}

fn number(count: u32) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}
