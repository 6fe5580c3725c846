//! Background work of postings.

use serde::{Deserialize, Serialize};

use super::Jobs;
use crate::{
    platform::queue::{Failure, Owner, Task},
    types::id::{ReprocessingId, SourceId},
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

/// Reads the next batch of stored payloads again.
#[derive(Debug, Serialize, Deserialize)]
pub struct ReprocessPostings {
    /// The run.
    pub id: ReprocessingId,
}

impl Task for ReprocessPostings {
    const KIND: &'static str = "postings.reprocess";

    fn owner(&self) -> Owner {
        Owner::Server
    }

    fn lane(&self) -> Option<String> {
        Some(Self::KIND.to_owned())
    }
}

impl Jobs {
    /// Handles [`ReprocessPostings`]: one batch, whose transaction adds the task for the next one.
    pub async fn on_reprocess(self, task: ReprocessPostings) -> Result<(), Failure> {
        self.reprocess_next(task.id, true).await?;
        Ok(())
    }

    /// Handles [`RefreshSource`]. Faults of the board are recorded in the run; the schedule repeats the run later.
    pub async fn on_refresh(self, task: RefreshSource) -> Result<(), Failure> {
        self.refresh(task.source_id).await?;
        Ok(())
    }
}
