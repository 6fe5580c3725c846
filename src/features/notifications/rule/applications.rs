//! Notifications about applications.

use super::Draft;
use crate::{
    features::{
        applications::{EventKind, event::ApplicationChanged},
        notifications::{Content, Kind, Notifications},
    },
    platform::queue::Failure,
};

impl Notifications {
    /// Handles [`ApplicationChanged`].
    pub async fn on_application_changed(self, fact: ApplicationChanged) -> Result<(), Failure> {
        let Some(draft) = draft(&fact) else {
            return Ok(());
        };
        let (application, merge_key) = (Some(fact.application_id), fact.event_id.to_string());
        self.deliver(fact.user_id, draft, application, merge_key)
            .await?;
        Ok(())
    }
}

/// `CREATED` gives no notification, because the user created the application themselves; every later event does, for their other devices.
fn draft(fact: &ApplicationChanged) -> Option<Draft> {
    let kind = match fact.kind {
        EventKind::Created => return None,
        EventKind::Moved => Kind::ApplicationMoved,
        EventKind::Closed => Kind::ApplicationClosed,
        EventKind::Reopened => Kind::ApplicationReopened,
        EventKind::Corrected => Kind::ApplicationCorrected,
    };
    let content = Content::Application {
        company: fact.company.clone(),
        role: fact.role.clone(),
        from: fact.from,
        to: fact.to,
        outcome: fact.outcome,
    };
    Some(Draft { kind, content })
}
