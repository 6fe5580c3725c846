//! The background work of the feature.

use serde::{Deserialize, Serialize};

use super::Documents;
use crate::platform::queue::{Failure, Owner, Task};

/// Deletes the files from the store that no document names any more: all of them at once. Not merged with a run that has begun, which may
/// have read its list already.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DeleteFiles {}

impl Task for DeleteFiles {
    const KIND: &'static str = "documents.delete_files";

    /// It names no file: the erasure of an account must not keep its files from being deleted.
    fn owner(&self) -> Owner {
        Owner::Server
    }
}

impl Documents {
    /// Handles [`DeleteFiles`].
    pub async fn on_delete_files(self, _: DeleteFiles) -> Result<(), Failure> {
        Ok(self.delete_files().await?)
    }
}
