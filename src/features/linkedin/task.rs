//! The background work of the synchronisation.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::LinkedIn;
use crate::{
    platform::queue::{Failure, Owner, Task},
    types::id::UserId,
};

/// Runs the synchronisation of one user.
#[derive(Debug, Serialize, Deserialize)]
pub struct SyncLinkedIn {
    /// The user.
    pub user_id: UserId,
    /// The run. A task whose run has ended, or was replaced by another one, does nothing.
    pub run_id: Uuid,
    /// True to read all domains, whatever the changelog says.
    pub everything: bool,
}

impl Task for SyncLinkedIn {
    const KIND: &'static str = "linkedin.sync";

    fn owner(&self) -> Owner {
        Owner::User(self.user_id)
    }

    /// One run of a user at a time.
    fn lane(&self) -> Option<String> {
        Some(format!("{}:{}", Self::KIND, self.user_id))
    }
}

impl LinkedIn {
    /// Handles `SyncLinkedIn`. Faults of LinkedIn are recorded in the row, and the schedule repeats the run later.
    pub async fn on_sync(self, task: SyncLinkedIn) -> Result<(), Failure> {
        self.sync_run(&task).await?;
        Ok(())
    }
}
