//! A notification as a GraphQL object.

use std::sync::Arc;

use async_graphql::{Context, Object};

use crate::{
    error::Result,
    features::{
        applications::graphql::{Application, ApplicationKey},
        notifications::{Kind, NotificationRow},
    },
    graphql::{context, scalar::Instant},
    types::{area::Area, id::NotificationId},
};

/// A notification.
pub struct Notification(pub Arc<NotificationRow>);

impl From<NotificationRow> for Notification {
    fn from(row: NotificationRow) -> Self {
        Self(Arc::new(row))
    }
}

/// A message to the user about one of their applications or data exports.
#[Object]
impl Notification {
    /// The global id.
    pub async fn id(&self) -> NotificationId {
        self.0.id
    }

    /// The kind.
    async fn kind(&self) -> Kind {
        self.0.kind
    }

    /// The title: one line, in English.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// The text: one or two sentences, in English.
    async fn body(&self) -> &str {
        &self.0.body
    }

    /// The application that it is about; null if it is about none.
    async fn application(&self, ctx: &Context<'_>) -> Option<Result<Application>> {
        let key = ApplicationKey(self.0.application_id?);
        context::load(ctx, Area::Applications, key)
            .await
            .map(|found| found.map(Application::from))
            .transpose()
    }

    /// The time of delivery.
    async fn created_at(&self) -> Instant {
        self.0.created_at.into()
    }

    /// The time when it was marked as read; null while unread.
    async fn read_at(&self) -> Option<Instant> {
        self.0.read_at.map(Instant)
    }
}
