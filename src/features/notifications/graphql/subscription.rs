//! The subscription `notificationReceived`.

use async_graphql::{Context, Subscription};
use futures_util::{Stream, StreamExt};

use super::received::{Received, selection};
use crate::{
    error::{Error, Result},
    features::notifications::Notifications,
    graphql::context,
    types::{
        area::Area,
        cursor::{Cursor, List},
    },
};

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
    ) -> Result<impl Stream<Item = Received> + use<>> {
        let actor = context::allowed(ctx, Area::Notifications.read())?;
        let after = after
            .map(|text| Cursor::decode(&text, List::Notifications).ok_or_else(broken_cursor))
            .transpose()?;
        let coming = context::handle::<Notifications>(ctx)?
            .subscribe(actor, after)
            .await?;
        let selection = selection(ctx, actor);
        Ok(coming.map(move |shared| Received {
            shared,
            selection: selection.clone(),
        }))
    }
}

fn broken_cursor() -> Error {
    Error::bad_input(
        "\"after\" is not a cursor of the inbox; pass one from notificationReceived or notifications, or leave it out.",
    )
    .at("after")
}
