//! The mutation `markRead`.

use async_graphql::{Context, InputObject, Object, SimpleObject};

use crate::{
    error::{Error, Result},
    features::notifications::Notifications,
    graphql::{
        context,
        mutation::{Outcome, Request, WriteRequest},
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
    request: WriteRequest,
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
        let marked = Box::pin(async {
            let actor = context::allowed(ctx, Area::Notifications.write())?;
            let write = input.request.write(ctx, actor)?;
            let (ids, up_to) = (input.ids.unwrap_or_default(), input.all_up_to.as_deref());
            let inbox = context::handle::<Notifications>(ctx)?;
            inbox.mark_read(&write, &ids, up_to).await
        });
        let marked = marked.await;
        let (done, outcome) = Request::from(input.request).settle(marked)?;
        let unread = match &done {
            Some(done) => done.unread,
            None => unread(ctx).await?,
        };
        let marked = done.map(|done| i64::try_from(done.marked)).transpose();
        Ok(MarkReadPayload {
            marked: marked.map_err(Error::internal)?,
            unread_notification_count: i64::try_from(unread).map_err(Error::internal)?,
            outcome,
        })
    }
}

async fn unread(ctx: &Context<'_>) -> Result<u64> {
    let actor = context::allowed(ctx, Area::Notifications.write())?;
    let inbox = context::handle::<Notifications>(ctx)?;
    inbox.count(actor, true).await
}
