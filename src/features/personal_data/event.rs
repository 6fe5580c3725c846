//! What others may act on.

use serde::{Deserialize, Serialize};

use crate::{
    platform::queue::{Fact, Owner},
    types::id::{ExportId, UserId},
};

/// An archive is ready for its owner.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ExportReady {
    /// The archive.
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
