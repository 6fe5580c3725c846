//! The mail that tells the owner of an account what becomes of it, and of its archive.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{entity::export, templates};
use crate::{
    error::Result,
    features::mail::{Addressee, Template, Text},
    platform::clock::Clock,
};

/// What the owner of an account is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(super) enum News {
    /// Their account will be erased.
    Leaving,
    /// It stays.
    Staying,
    /// Their archive can be fetched.
    Exported,
}

/// The mail with the news.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct NewsMail {
    /// What it tells.
    pub news: News,
}

impl Template for NewsMail {
    const NAME: &'static str = "personal_data.news";
    const EARLIER_KIND: Option<&'static str> = Some("leaving.tell_owner");
    type Writer = Clock;

    /// News that is not true any more is not sent.
    async fn write(self, clock: &Clock, to: Addressee) -> Result<Option<Text>> {
        let kept_until: DateTime<Utc> = clock.now() + export::KEPT_FOR;
        Ok(to.user.and_then(|user| match (self.news, user.leaves_at) {
            (News::Leaving, Some(at)) => Some(templates::begun(at, user.time_zone())),
            (News::Staying, None) => Some(templates::cancelled()),
            (News::Exported, _) => Some(templates::exported(kept_until, user.time_zone())),
            (News::Leaving, None) | (News::Staying, Some(_)) => None,
        }))
    }
}
