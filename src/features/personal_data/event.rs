//! Facts that other features listen to.

use serde::{Deserialize, Serialize};

use crate::{
    platform::queue::{Fact, Owner},
    types::id::{ExportId, UserId},
};

/// A data export is ready for download.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ExportReady {
    /// The export.
    pub export_id: ExportId,
    /// The owner.
    pub user_id: UserId,
}

impl Fact for ExportReady {
    const KIND: &'static str = "personal_data.export_ready";

    fn owner(&self) -> Owner {
        Owner::User(self.user_id)
    }

    fn lane(&self) -> Option<String> {
        Some(self.user_id.to_string())
    }
}
