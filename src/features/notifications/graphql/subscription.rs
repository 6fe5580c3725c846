//! Following one's inbox.

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

/// A notification that came.
#[derive(SimpleObject)]
pub struct NotificationReceived {
    /// Where to go on from: keep the last one, and pass it as `after` when you come back.
    cursor: String,
    /// The notification.
    notification: Notification,
}

/// Following one's inbox.
#[derive(Default)]
pub struct NotificationsSubscription;

#[Subscription]
impl NotificationsSubscription {
    /// The viewer's notifications as they come: in order, each once. With a cursor, first all that came after it.
    async fn notification_received(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "The cursor of the last notification that you have; left out, only what comes from now on."
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
        "\"after\" is not a cursor of the inbox; pass one as notificationReceived or notifications gave it, or none.",
    )
}
