//! Notifications about data exports.

use super::Draft;
use crate::{
    features::{
        notifications::{Content, Kind, Notifications},
        personal_data::event::ExportReady,
    },
    platform::queue::Failure,
};

impl Notifications {
    /// Handles [`ExportReady`].
    pub async fn on_export_ready(self, fact: ExportReady) -> Result<(), Failure> {
        let (export_id, merge_key) = (fact.export_id, fact.export_id.to_string());
        let draft = Draft {
            kind: Kind::ExportReady,
            content: Content::Export { export_id },
        };
        self.deliver(fact.user_id, draft, None, merge_key).await?;
        Ok(())
    }
}
