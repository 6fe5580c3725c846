//! The rules of answers.

use serde::{Deserialize, Serialize};

use super::{AnswerRow, VersionRow};

pub(super) mod check;
pub(super) mod find;
mod list;
mod personal_data;
pub(super) mod record;
mod remove;
pub(super) mod save;

/// An answer after a write.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Written {
    /// The answer as it was right after the write.
    pub row: AnswerRow,
    /// The version that the write added, which a dry run does not store.
    #[serde(skip)]
    pub added: Option<VersionRow>,
}
