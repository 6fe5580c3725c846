//! The rules of letters.

use serde::{Deserialize, Serialize};

use super::{LetterRow, RevisionRow};

mod author;
mod change;
pub(super) mod create;
pub(super) mod diff;
pub(super) mod edit;
pub(super) mod facts;
pub(super) mod file;
mod follow;
pub(super) mod list;
pub(super) mod material;
mod personal_data;
pub(super) mod posting;
mod regenerate;
pub(super) mod request;
mod store;
mod sweep;
mod write;

/// A letter after a write.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Written {
    /// The letter as it was right after the write.
    pub row: LetterRow,
    /// The revision that the write added, which a dry run does not store.
    #[serde(skip)]
    pub added: Option<RevisionRow>,
}

impl From<LetterRow> for Written {
    fn from(row: LetterRow) -> Self {
        Self { row, added: None }
    }
}
