//! Applications as a file states them, on their way to rows.

use crate::{
    error::Refusal,
    features::applications::life::Goal,
    types::{
        id::{ApplicationId, PostingId},
        import_source::ImportSource,
        partial_date::PartialDate,
    },
};

/// Where applications are imported from.
#[derive(Clone, Copy, Debug)]
pub struct ImportedFrom {
    /// The source of the import.
    pub source: ImportSource,
    /// True if not the user has recorded the dates.
    pub observed: bool,
}

/// An application as a file states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedApplication {
    /// The employer's name.
    pub company: String,
    /// The role.
    pub role: String,
    /// The state; none if the file does not say, or not clearly.
    pub goal: Option<Goal>,
    /// The day of sending.
    pub applied_on: Option<PartialDate>,
    /// The day since which it is prepared.
    pub saved_on: Option<PartialDate>,
    /// The posting of the catalogue at the address that the file states.
    pub posting: Option<PostingId>,
    /// Free text.
    pub note: String,
    /// The words of the file for the state, which the history shows as the reason.
    pub reason: String,
}

/// An application that was checked.
#[derive(Clone, Debug)]
pub struct CheckedApplication {
    /// As it would be stored.
    pub listed: ListedApplication,
    /// Why it would not be stored.
    pub refused: Option<Refusal>,
    /// Days that are yet to come and were left out.
    pub left_out: Vec<PartialDate>,
}

/// An application to write: none for a new one.
#[derive(Clone, Debug)]
pub struct WantedApplication {
    /// The application.
    pub item: Option<ApplicationId>,
    /// As it is to be afterwards.
    pub listed: ListedApplication,
}

/// An application that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BroughtApplication {
    /// The application.
    pub id: ApplicationId,
    /// Why the day of sending was left out, if it was.
    pub left_out: Option<String>,
}

impl BroughtApplication {
    /// One of which nothing was left out.
    pub(super) const fn whole(id: ApplicationId) -> Self {
        Self { id, left_out: None }
    }
}

/// The application that was written, or why it was refused.
pub type WrittenApplication = std::result::Result<BroughtApplication, Refusal>;
