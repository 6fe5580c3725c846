//! The subscription `importProgressed`.

use async_graphql::{Context, Subscription};
use futures_util::{Stream, StreamExt};

use super::ImportPlan;
use crate::{error::Result, features::imports::Imports, graphql::context, types::id::ImportId};

/// Subscriptions to the viewer's imports.
#[derive(Default)]
pub struct ImportsSubscription;

#[Subscription]
impl ImportsSubscription {
    /// An import of the viewer as it is now, and whenever its state or its number of done entries changes; ends with its end state.
    async fn import_progressed(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The import.")] id: ImportId,
    ) -> Result<impl Stream<Item = ImportPlan> + use<>> {
        let actor = context::actor(ctx)?;
        let coming = context::handle::<Imports>(ctx)?.follow(actor, id).await?;
        Ok(coming.map(ImportPlan::from))
    }
}
