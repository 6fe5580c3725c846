//! Listening to what other features tell.

use super::{Notifications, rule};
use crate::{
    features::{applications::event::ApplicationChanged, personal_data::event::ExportReady},
    platform::queue::Failure,
};

impl Notifications {
    /// Handles [`ApplicationChanged`]. An application that was deleted since has nothing to tell. One that is deleted after the look
    /// fails the insert, whose foreign key needs it; the next try finds it gone.
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
