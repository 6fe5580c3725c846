//! Background work of postings.

use serde::{Deserialize, Serialize};

use super::Jobs;
use crate::{
    platform::queue::{Failure, Owner, Task},
    types::id::SourceId,
};

/// Runs a source.
#[derive(Debug, Serialize, Deserialize)]
pub struct RefreshSource {
    /// The source.
    pub source_id: SourceId,
}

impl Task for RefreshSource {
    const KIND: &'static str = "source.refresh";

    fn owner(&self) -> Owner {
        Owner::Server
    }

    fn merge_key(&self) -> Option<String> {
        Some(format!("{}:{}", Self::KIND, self.source_id))
    }
}

impl Jobs {
    /// Handles [`RefreshSource`]. Faults of the board are recorded in the run; the schedule repeats the run later.
    pub async fn on_refresh(self, task: RefreshSource) -> Result<(), Failure> {
        self.refresh(task.source_id).await?;
        Ok(())
    }
}
