//! The background work of letters.

use serde::{Deserialize, Serialize};

use super::Letters;
use crate::{
    platform::queue::{Failure, Owner, Task},
    types::id::{LetterId, UserId},
};

/// Writes a letter.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct WriteLetter {
    /// The letter.
    pub letter_id: LetterId,
    /// The owner.
    pub user_id: UserId,
}

impl Task for WriteLetter {
    const KIND: &'static str = "letters.write";

    fn owner(&self) -> Owner {
        Owner::User(self.user_id)
    }

    /// The letters of one user are written one after the other.
    fn lane(&self) -> Option<String> {
        Some(format!("letters:{}", self.user_id))
    }
}

impl Letters {
    /// Handles [`WriteLetter`]. A second run begins from nothing, with the next attempt.
    pub async fn on_write_letter(self, task: WriteLetter) -> Result<(), Failure> {
        self.write_letter(task.user_id, task.letter_id).await?;
        Ok(())
    }
}
