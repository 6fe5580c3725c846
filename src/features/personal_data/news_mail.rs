//! The mail to the owner of an account about its deletion and data exports.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{entity::export, templates};
use crate::{
    error::Result,
    features::mail::{Addressee, Template, Text},
    platform::clock::Clock,
};

/// The event that the mail is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(super) enum News {
    /// The deletion of the account is scheduled.
    #[serde(rename = "LEAVING")]
    DeletionScheduled,
    /// The deletion was cancelled.
    #[serde(rename = "STAYING")]
    DeletionCancelled,
    /// A data export is ready.
    Exported,
}

/// The mail about an event.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct NewsMail {
    /// The event.
    pub news: News,
}

impl Template for NewsMail {
    const NAME: &'static str = "personal_data.news";
    const EARLIER_KIND: Option<&'static str> = Some("leaving.tell_owner");
    type Writer = Clock;

    /// Returns none if the event no longer applies when the mail is sent.
    async fn write(self, clock: &Clock, to: Addressee) -> Result<Option<Text>> {
        let kept_until: DateTime<Utc> = clock.now() + export::KEPT_FOR;
        Ok(to.user.and_then(|user| match (self.news, user.leaves_at) {
            (News::DeletionScheduled, Some(at)) => Some(templates::begun(at, user.time_zone())),
            (News::DeletionCancelled, None) => Some(templates::cancelled()),
            (News::Exported, _) => Some(templates::exported(kept_until, user.time_zone())),
            (News::DeletionScheduled, None) | (News::DeletionCancelled, Some(_)) => None,
        }))
    }
}
