//! Listening to what other features tell.

use super::{Notifications, rule};
use crate::{features::applications::event::ApplicationChanged, platform::queue::Failure};

impl Notifications {
    /// Handles [`ApplicationChanged`].
    pub async fn on_application_changed(self, fact: ApplicationChanged) -> Result<(), Failure> {
        let Some(draft) = rule::draft(&fact) else { return Ok(()) };
        let merge_key = fact.event_id.to_string();
        self.deliver(fact.user_id, draft, Some(fact.application_id), merge_key).await?;
        Ok(())
    }
}
