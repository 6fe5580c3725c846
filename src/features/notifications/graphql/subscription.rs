//! The subscription `notificationReceived`.

use async_graphql::{Context, SimpleObject, Subscription};
use futures_util::{Stream, StreamExt};

use super::Notification;
use crate::{
    error::{Error, Result},
    features::notifications::Notifications,
    graphql::context,
    types::{
        area::Area,
        cursor::{Cursor, List},
    },
};

/// A notification with its cursor.
#[derive(SimpleObject)]
pub struct NotificationReceived {
    /// The cursor of this notification: pass the last one as `after` to resume the subscription.
    cursor: String,
    /// The notification.
    notification: Notification,
}

/// Subscriptions to the viewer's inbox.
#[derive(Default)]
pub struct NotificationsSubscription;

#[Subscription]
impl NotificationsSubscription {
    /// The viewer's notifications as they are delivered, in order, each once. With `after`, the notifications after that cursor are sent
    /// first.
    async fn notification_received(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "The cursor of the last notification received; left out, only new notifications are sent."
        )]
        after: Option<String>,
    ) -> Result<impl Stream<Item = Result<NotificationReceived>> + use<>> {
        let actor = context::allowed(ctx, Area::Notifications.read())?;
        let after = after
            .map(|text| Cursor::decode(&text, List::Notifications).ok_or_else(broken_cursor))
            .transpose()?;
        let coming = context::handle::<Notifications>(ctx)?
            .follow(actor, after)
            .await?;
        Ok(coming.map(|item| {
            let (cursor, row) = item?;
            Ok(NotificationReceived {
                cursor: cursor.encode(List::Notifications),
                notification: row.into(),
            })
        }))
    }
}

fn broken_cursor() -> Error {
    Error::bad_input(
        "\"after\" is not a cursor of the inbox; pass one from notificationReceived or notifications, or leave it out.",
    )
}
