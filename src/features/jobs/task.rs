//! Background work of the catalogue.

use serde::{Deserialize, Serialize};

use super::Jobs;
use crate::{
    platform::queue::{Failure, Owner, Task},
    types::id::SourceId,
};

/// A board is to be read.
#[derive(Debug, Serialize, Deserialize)]
pub struct RefreshSource {
    /// The board.
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
    /// Handles [`RefreshSource`]. What the board did wrong is in its run; the schedule will ask again.
    pub async fn on_refresh(self, task: RefreshSource) -> Result<(), Failure> {
        self.refresh(task.source_id).await?;
        Ok(())
    }
}
