//! Handles facts of other features.

use super::{Notifications, rule};
use crate::{
    features::{applications::event::ApplicationChanged, personal_data::event::ExportReady},
    platform::queue::Failure,
};

impl Notifications {
    /// Handles [`ApplicationChanged`].
    pub async fn on_application_changed(self, fact: ApplicationChanged) -> Result<(), Failure> {
        let Some(draft) = rule::draft(&fact) else {
            return Ok(());
        };
        let merge_key = fact.event_id.to_string();
        self.deliver(fact.user_id, draft, Some(fact.application_id), merge_key)
            .await?;
        Ok(())
    }

    /// Handles [`ExportReady`].
    pub async fn on_export_ready(self, fact: ExportReady) -> Result<(), Failure> {
        let merge_key = fact.export_id.to_string();
        self.deliver(fact.user_id, rule::export_ready(), None, merge_key)
            .await?;
        Ok(())
    }
}
