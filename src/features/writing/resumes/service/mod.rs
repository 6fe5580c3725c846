//! The rules of résumés.

use serde::{Deserialize, Serialize};

use super::{ResumeRow, RevisionRow};

pub(super) mod change;
mod check;
pub(super) mod create;
pub(super) mod diff;
pub(super) mod edit;
pub(super) mod file;
mod from_profile;
mod json_resume;
pub(super) mod list;
mod personal_data;
mod render;
mod store;

/// A résumé after a write.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Written {
    /// The résumé as it was right after the write.
    pub row: ResumeRow,
    /// The revision that the write added, which a dry run does not store.
    #[serde(skip)]
    pub added: Option<RevisionRow>,
}
