//! The change feed of a user: what was created, changed and deleted, so that a client keeps a copy in step.

use std::collections::BTreeSet;

use chrono::TimeDelta;

use crate::{
    error::Result,
    platform::{
        Platform,
        feed::Readers,
        registry::{Feature, Registry},
    },
    types::{id::UserId, object_kind::ObjectKind},
};

pub mod graphql;
mod personal_data;
mod refusal;
mod service;

pub use self::{
    refusal::{CannotUndo, CannotUndoReason},
    service::cursor,
};
pub use crate::platform::feed::{ActorKind, ChangeRow, Operation};

/// The service of the change feeds.
#[derive(Clone)]
pub struct Changes {
    platform: Platform,
    readers: Readers<(UserId, BTreeSet<ObjectKind>), ChangeRow>,
}

impl Changes {
    /// A service on this platform.
    #[must_use]
    pub fn new(platform: Platform) -> Self {
        Self {
            platform,
            readers: Readers::default(),
        }
    }

    /// Deletes changes that were kept long enough.
    pub async fn sweep(self) -> Result<()> {
        let kept = TimeDelta::days(i64::from(self.platform.config.changes.keep_days));
        let before = self.platform.clock.now() - kept;
        self.platform.feed.forget_before(before).await.map(drop)
    }
}

impl Feature for Changes {
    fn register(&self, registry: &mut Registry) {
        registry.schedule("changes", self, Self::sweep);
        registry.personal_data(self.clone());
    }
}
