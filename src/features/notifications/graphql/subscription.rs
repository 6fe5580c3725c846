//! The subscription `notificationReceived`.

use std::sync::Arc;

use async_graphql::{Context, SimpleObject, Subscription};
use futures_util::{Stream, StreamExt};

use super::Notification;
use crate::{
    error::{Error, Result},
    features::notifications::{NotificationRow, Notifications, cursor},
    graphql::{
        context,
        shared_event::{SharedEvent, selection},
    },
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

impl From<Arc<NotificationRow>> for NotificationReceived {
    fn from(row: Arc<NotificationRow>) -> Self {
        Self {
            cursor: cursor(&row).encode(List::Notifications),
            notification: Notification(row),
        }
    }
}

type Received = SharedEvent<NotificationReceived, NotificationRow>;

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
    ) -> Result<impl Stream<Item = Result<Received>> + use<>> {
        let actor = context::allowed(ctx, Area::Notifications.read())?;
        let after = after
            .map(|text| Cursor::decode(&text, List::Notifications).ok_or_else(broken_cursor))
            .transpose()?;
        let coming = context::handle::<Notifications>(ctx)?
            .subscribe(actor, after)
            .await?;
        let selection = selection(ctx, actor);
        Ok(coming.map(move |row| Ok(Received::new(row?, selection.clone()))))
    }
}

fn broken_cursor() -> Error {
    Error::bad_input(
        "\"after\" is not a cursor of the inbox; pass one from notificationReceived or notifications, or leave it out.",
    )
    .at("after")
}
