//! Notifications: messages about a user's applications and data exports, stored in an inbox and sent to subscribers.

use sea_orm::QueryTrait;

use self::entity::notification;
use crate::{
    platform::{
        Platform,
        dependents::Dependents,
        feed::Readers,
        registry::{Feature, Registry},
    },
    types::{id::UserId, object_kind::ObjectKind},
};

pub mod entity;
pub mod graphql;
mod personal_data;
mod rule;
mod service;
mod subscribe;
mod words;

pub use self::{
    entity::{
        content::Content,
        notification::{Kind, Model as NotificationRow},
    },
    service::cursor,
};

/// The service of the inboxes.
#[derive(Clone)]
pub struct Notifications {
    platform: Platform,
    readers: Readers<UserId, NotificationRow>,
}

impl Notifications {
    /// A service on this platform.
    #[must_use]
    pub fn new(platform: Platform) -> Self {
        Self {
            platform,
            readers: Readers::default(),
        }
    }
}

impl Feature for Notifications {
    fn register(&self, registry: &mut Registry) {
        registry.listen("notifications", self, Self::on_application_changed);
        registry.listen("notifications", self, Self::on_export_ready);
        registry.personal_data(self.clone());
        registry.dependents(Dependents {
            owners: ObjectKind::Application,
            kind: ObjectKind::Notification,
            ids: |user, applications| notification::ids_about(user, applications).into_query(),
        });
    }
}
