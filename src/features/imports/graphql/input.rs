//! The inputs of the mutations of imports.

use async_graphql::{Enum, InputObject};

use crate::{
    features::imports::{Apply, Choice, Section, SectionChoice},
    graphql::{mutation::WriteRequest, upload::Upload},
    types::{
        id::{IdentityId, ImportEntryId, ImportId},
        import_source::ImportSource,
    },
};

/// The formats of files that can be imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum ImportFileSource {
    /// The archive that LinkedIn hands out to its member: a ZIP file.
    ExportZip,
    /// A JSON Resume document.
    JsonResume,
    /// A résumé as PDF, DOCX, Markdown or text.
    File,
}

impl From<ImportFileSource> for ImportSource {
    fn from(source: ImportFileSource) -> Self {
        match source {
            ImportFileSource::ExportZip => Self::ExportZip,
            ImportFileSource::JsonResume => Self::JsonResume,
            ImportFileSource::File => Self::File,
        }
    }
}

/// A file to import.
#[derive(InputObject)]
pub struct ImportProfileInput {
    /// The file.
    pub(super) file: Upload,
    /// The format of the file; by default detected from its content. A file of another format is refused.
    pub(super) source: Option<ImportFileSource>,
    #[graphql(flatten)]
    pub(super) request: WriteRequest,
}

/// The claims of a sign-in to import.
#[derive(InputObject)]
pub struct ImportIdentityClaimsInput {
    /// The identity, from `viewer.identities`.
    pub(super) id: IdentityId,
    #[graphql(flatten)]
    pub(super) request: WriteRequest,
}

/// The application of a plan, with the choices for its entries.
#[derive(InputObject)]
pub struct ApplyImportInput {
    /// The import.
    id: ImportId,
    /// The `version` that the client read. Refused with VERSION_CONFLICT if the import was applied or cancelled since.
    pub(super) expected_version: i32,
    /// Choices for single entries; at most 2 000. An entry without one follows its section's choice, or else `ImportEntry.choice`.
    #[graphql(default)]
    choices: Vec<ImportEntryChoice>,
    /// Choices for all entries of a section that would change something; choices for single entries override them.
    #[graphql(default)]
    sections: Vec<ImportSectionChoice>,
    #[graphql(flatten)]
    pub(super) request: WriteRequest,
}

/// The choice for one entry.
#[derive(InputObject)]
pub struct ImportEntryChoice {
    /// The entry.
    entry_id: ImportEntryId,
    /// The choice.
    choice: Choice,
}

/// The choice for a section.
#[derive(InputObject)]
pub struct ImportSectionChoice {
    /// The section; left out, all sections.
    section: Option<Section>,
    /// The choice.
    choice: Choice,
}

/// The import to cancel.
#[derive(InputObject)]
pub struct CancelImportInput {
    /// The import.
    pub(super) id: ImportId,
    #[graphql(flatten)]
    pub(super) request: WriteRequest,
}

impl From<ApplyImportInput> for Apply {
    fn from(input: ApplyImportInput) -> Self {
        let entry = |choice: ImportEntryChoice| (choice.entry_id, choice.choice);
        let section = |choice: ImportSectionChoice| SectionChoice {
            section: choice.section,
            choice: choice.choice,
        };
        Self {
            id: input.id,
            sections: input.sections.into_iter().map(section).collect(),
            entries: input.choices.into_iter().map(entry).collect(),
        }
    }
}
