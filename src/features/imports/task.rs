//! The background work of imports.

use serde::{Deserialize, Serialize};

use super::Imports;
use crate::{
    platform::queue::{Failure, Owner, Task},
    types::id::{ImportId, UserId},
};

/// Writes the entries of an import as they were chosen.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ApplyImport {
    /// The import.
    pub import_id: ImportId,
    /// The owner.
    pub user_id: UserId,
}

impl Task for ApplyImport {
    const KIND: &'static str = "imports.apply";

    fn owner(&self) -> Owner {
        Owner::User(self.user_id)
    }

    /// The imports of one user are applied one after the other.
    fn lane(&self) -> Option<String> {
        Some(self.user_id.to_string())
    }
}

impl Imports {
    /// Handles [`ApplyImport`]. A second run continues where the first one stopped.
    pub async fn on_apply_import(self, task: ApplyImport) -> Result<(), Failure> {
        self.apply_rest(task.user_id, task.import_id).await?;
        Ok(())
    }
}
