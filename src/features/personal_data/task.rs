//! The background work of the feature.

use serde::{Deserialize, Serialize};

use crate::{
    platform::queue::{Owner, Task},
    types::id::{ExportId, UserId},
};

/// Builds a data export.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct BuildExport {
    /// The export.
    pub export_id: ExportId,
    /// The owner.
    pub user_id: UserId,
}

impl Task for BuildExport {
    const KIND: &'static str = "leaving.build_export";

    fn owner(&self) -> Owner {
        Owner::User(self.user_id)
    }
}
