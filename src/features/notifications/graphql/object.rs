//! A notification as a GraphQL object.

use std::sync::Arc;

use async_graphql::{Context, Object};

use super::subject::{self, NotificationSubject};
use crate::{
    error::Result,
    features::{
        applications::graphql::{Application, ApplicationKey},
        notifications::{Kind, NotificationRow},
    },
    graphql::{context, scalar::Instant},
    types::{area::Area, id::NotificationId, locale::Locale},
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

    /// The title: one line.
    async fn title(
        &self,
        #[graphql(desc = "The language; by default `locale`.")] locale: Option<Locale>,
    ) -> String {
        self.0.text(locale.unwrap_or_else(|| self.0.locale())).title
    }

    /// The text: one or two sentences.
    async fn body(
        &self,
        #[graphql(desc = "The language; by default `locale`.")] locale: Option<Locale>,
    ) -> String {
        self.0.text(locale.unwrap_or_else(|| self.0.locale())).body
    }

    /// The language of the user (`User.locale`) when it was delivered.
    async fn locale(&self) -> Locale {
        self.0.locale()
    }

    /// What it is about; null if that is deleted or expired, and for an API token that may not read it.
    async fn subject(&self, ctx: &Context<'_>) -> Option<Result<NotificationSubject>> {
        subject::of(ctx, &self.0).await.transpose()
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
