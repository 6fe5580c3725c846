//! The background work of tailoring.

use serde::{Deserialize, Serialize};

use super::Tailorings;
use crate::{
    platform::queue::{Failure, Owner, Task},
    types::id::{TailoringId, UserId},
};

/// Asks a language model for words of a tailoring.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct WordTailoring {
    /// The tailoring.
    pub tailoring_id: TailoringId,
    /// The owner.
    pub user_id: UserId,
}

impl Task for WordTailoring {
    const KIND: &'static str = "tailorings.word";

    fn owner(&self) -> Owner {
        Owner::User(self.user_id)
    }

    /// The tailorings of one user are worded one after the other.
    fn lane(&self) -> Option<String> {
        Some(format!("tailorings:{}", self.user_id))
    }
}

impl Tailorings {
    /// Handles [`WordTailoring`]. A second run begins from nothing, with the next attempt.
    pub async fn on_word_tailoring(self, task: WordTailoring) -> Result<(), Failure> {
        self.word(task.user_id, task.tailoring_id).await?;
        Ok(())
    }
}
