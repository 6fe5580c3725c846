//! A notification as its owner sees it.

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

/// Something that the user should hear of.
#[Object]
impl Notification {
    /// The global id.
    pub async fn id(&self) -> NotificationId {
        self.0.id
    }

    /// What it is about.
    async fn kind(&self) -> Kind {
        self.0.kind
    }

    /// One line, in English.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// A sentence or two, in English.
    async fn body(&self) -> &str {
        &self.0.body
    }

    /// The application it is about.
    async fn application(&self, ctx: &Context<'_>) -> Option<Result<Application>> {
        let key = ApplicationKey(self.0.application_id?);
        context::load(ctx, Area::Applications, key)
            .await
            .map(|found| found.map(Application::from))
            .transpose()
    }

    /// When it came.
    async fn created_at(&self) -> Instant {
        self.0.created_at.into()
    }

    /// When it was read; null before.
    async fn read_at(&self) -> Option<Instant> {
        self.0.read_at.map(Instant)
    }
}
