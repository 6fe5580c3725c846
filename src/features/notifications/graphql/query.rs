//! The viewer's inbox.

use async_graphql::{Context, Object};

use super::Notification;
use crate::{
    error::{Error, Result},
    features::notifications::Notifications,
    graphql::{context, limits::page_cost, page::Connection},
    types::{area::Area, cursor::List, page::Page},
};

/// Fields of the viewer.
#[derive(Default)]
pub struct NotificationsOfViewer;

/// Fields of the viewer.
#[Object]
impl NotificationsOfViewer {
    /// The viewer's inbox, newest first. Its cursors are also accepted by `notificationReceived`.
    #[graphql(complexity = "page_cost(first, child_complexity)")]
    async fn notifications(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "True for unread notifications only.", default)] unread_only: bool,
        #[graphql(desc = "Rows of the page, 1 to 100; 20 by default.")] first: Option<i32>,
        #[graphql(desc = "A cursor of this list; the page starts after it.")] after: Option<String>,
    ) -> Option<Result<Connection<Notification>>> {
        let reading = async {
            let (inbox, actor) = (
                context::handle::<Notifications>(ctx)?.clone(),
                context::allowed(ctx, Area::Notifications.read())?.clone(),
            );
            let page = Page::parse(first, after.as_deref(), List::Notifications)?;
            let slice = inbox
                .list(&actor, unread_only, &page)
                .await?
                .map(Notification::from);
            Ok(Connection::new(
                slice,
                List::Notifications,
                page.after.is_some(),
                Area::Notifications,
                move || {
                    let (inbox, actor) = (inbox.clone(), actor.clone());
                    async move { inbox.count(&actor, unread_only).await }
                },
            ))
        };
        context::field(ctx, Area::Notifications, reading).await
    }

    /// The number of unread notifications.
    async fn unread_notification_count(&self, ctx: &Context<'_>) -> Option<Result<i64>> {
        let reading = async {
            let count = context::handle::<Notifications>(ctx)?
                .count(context::allowed(ctx, Area::Notifications.read())?, true)
                .await?;
            i64::try_from(count).map_err(Error::internal)
        };
        context::field(ctx, Area::Notifications, reading).await
    }
}
