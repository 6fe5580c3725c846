//! The mutation `markRead`.

use async_graphql::{Context, InputObject, Object, SimpleObject};

use crate::{
    error::{Error, Result},
    features::notifications::Notifications,
    graphql::{
        context,
        mutation::{Outcome, Request},
    },
    types::{area::Area, id::NotificationId},
};

/// The notifications to mark as read: `ids`, `allUpTo`, or both.
#[derive(InputObject)]
pub struct MarkReadInput {
    /// Ids of notifications; at most 100. Ids that are not the viewer's change nothing.
    ids: Option<Vec<NotificationId>>,
    /// A cursor of the inbox: all notifications up to and including it are marked.
    all_up_to: Option<String>,
    #[graphql(flatten)]
    request: Request,
}

/// The payload of `markRead`.
#[derive(SimpleObject)]
pub struct MarkReadPayload {
    /// The number of notifications that this call marked; null if refused.
    marked: Option<i64>,
    /// The number of unread notifications now.
    unread_notification_count: i64,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// Mutations of the viewer's inbox.
#[derive(Default)]
pub struct NotificationsMutation;

/// Mutations of the viewer's inbox.
#[Object]
impl NotificationsMutation {
    /// Marks notifications as read. Idempotent.
    async fn mark_read(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The notifications to mark as read.")] input: MarkReadInput,
    ) -> Result<MarkReadPayload> {
        let (inbox, actor) = (
            context::handle::<Notifications>(ctx)?,
            context::allowed(ctx, Area::Notifications.write())?,
        );
        let (marked, outcome) = input.request.settle(
            inbox
                .mark_read(
                    actor,
                    &input.ids.unwrap_or_default(),
                    input.all_up_to.as_deref(),
                )
                .await,
        )?;
        let marked = marked.map(i64::try_from).transpose();
        let unread = i64::try_from(inbox.count(actor, true).await?);
        Ok(MarkReadPayload {
            marked: marked.map_err(Error::internal)?,
            unread_notification_count: unread.map_err(Error::internal)?,
            outcome,
        })
    }
}
