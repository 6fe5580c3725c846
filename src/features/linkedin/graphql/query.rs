//! The field `viewer.linkedIn`.

use async_graphql::{Context, Object};

use super::LinkedInSync;
use crate::{error::Result, features::linkedin::LinkedIn, graphql::context, types::area::Area};

/// Fields of the viewer.
#[derive(Default)]
pub struct LinkedInOfViewer;

/// Fields of the viewer.
#[Object]
impl LinkedInOfViewer {
    /// The synchronisation with the viewer's LinkedIn account; at version 0 until it is first connected.
    async fn linked_in(&self, ctx: &Context<'_>) -> Option<Result<LinkedInSync>> {
        let reading = async {
            let actor = context::allowed(ctx, Area::Profiles.read())?;
            let account = context::handle::<LinkedIn>(ctx)?.get(actor).await?;
            Ok(LinkedInSync::from(account))
        };
        context::field(ctx, Area::Profiles, reading).await
    }
}
