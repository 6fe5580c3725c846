//! Handles facts of other features.

use super::{Notifications, rule};
use crate::{
    features::{applications::event::ApplicationChanged, personal_data::event::ExportReady},
    platform::queue::Failure,
};

impl Notifications {
    /// Handles [`ApplicationChanged`]. Ignored if the application was deleted since. If it is deleted after that check, the foreign key
    /// fails the insert, and the retry ignores the fact.
    pub async fn on_application_changed(self, fact: ApplicationChanged) -> Result<(), Failure> {
        let Some(draft) = rule::draft(&fact) else {
            return Ok(());
        };
        if !self
            .applications
            .is_there(fact.user_id, fact.application_id)
            .await?
        {
            return Ok(());
        }
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
