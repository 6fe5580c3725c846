//! Notifications: what a user should hear of, kept in an inbox and told at once to whoever listens.

use crate::platform::Platform;

pub mod entity;
pub mod graphql;
mod rule;
mod service;
pub mod task;

pub use self::entity::notification::{Kind, Model as NotificationRow};

/// The inboxes.
#[derive(Clone)]
pub struct Notifications {
    platform: Platform,
}

impl Notifications {
    /// The inboxes of this platform.
    #[must_use]
    pub const fn new(platform: Platform) -> Self {
        Self { platform }
    }
}
