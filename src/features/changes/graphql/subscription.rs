//! The subscription `changed`.

use async_graphql::{Context, Subscription};
use futures_util::{Stream, StreamExt};

use super::Change;
use crate::{
    error::Result,
    features::changes::{ChangeRow, Changes},
    graphql::{
        context,
        shared_event::{SharedEvent, selection},
    },
    types::object_kind::ObjectKind,
};

/// Subscriptions to the viewer's changes.
#[derive(Default)]
pub struct ChangesSubscription;

#[Subscription]
impl ChangesSubscription {
    /// The viewer's changes as they are committed, in order. With `after`, the changes after that cursor are sent first; RESYNC_REQUIRED ends
    /// the subscription if they are not kept any more.
    async fn changed(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "The cursor of the last change received; left out, only new changes are sent."
        )]
        after: Option<String>,
        #[graphql(
            desc = "The kinds of objects; all that the viewer may read by default. FORBIDDEN for an API token that may not read one of them."
        )]
        kinds: Option<Vec<ObjectKind>>,
    ) -> Result<impl Stream<Item = Result<SharedEvent<Change, ChangeRow>>> + use<>> {
        let actor = context::actor(ctx)?;
        let coming = context::handle::<Changes>(ctx)?
            .subscribe(actor, kinds.as_deref(), after.as_deref())
            .await?;
        let selection = selection(ctx, actor);
        Ok(coming.map(move |row| Ok(SharedEvent::new(row?, selection.clone()))))
    }
}
