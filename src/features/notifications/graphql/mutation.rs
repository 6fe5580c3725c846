//! Changing one's inbox.

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

/// Which notifications have been read.
#[derive(InputObject)]
pub struct MarkReadInput {
    /// These; at most 100. Ids that are not yours change nothing.
    ids: Option<Vec<NotificationId>>,
    /// All up to and with this cursor of the inbox.
    all_up_to: Option<String>,
    #[graphql(flatten)]
    request: Request,
}

/// The answer of `markRead`.
#[derive(SimpleObject)]
pub struct MarkReadPayload {
    /// How many were unread before; null when refused.
    marked: Option<i64>,
    /// How many are unread now.
    unread_notification_count: i64,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// Changing one's inbox.
#[derive(Default)]
pub struct NotificationsMutation;

/// Changing one's inbox.
#[Object]
impl NotificationsMutation {
    /// Marks notifications as read. Doing so again changes nothing.
    async fn mark_read(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: MarkReadInput,
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
        let whole = |count| i64::try_from(count).map_err(Error::internal);
        Ok(MarkReadPayload {
            marked: marked.map(whole).transpose()?,
            unread_notification_count: whole(inbox.count(actor, true).await?)?,
            outcome,
        })
    }
}
