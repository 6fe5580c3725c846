//! Reading the profile.

use async_graphql::{Context, Object};

use super::{loader::ProfileOfViewer, object::Profile};
use crate::{error::Result, graphql::context};

/// What the viewer has in this feature.
#[derive(Default)]
pub struct ProfilesOfViewer;

/// What the viewer has in this feature.
#[Object]
impl ProfilesOfViewer {
    /// The viewer's profile; empty and at version 0 until something is written.
    async fn profile(&self, ctx: &Context<'_>) -> Result<Profile> {
        let profile = context::loader(ctx)?.load_one(ProfileOfViewer).await?;
        Ok(Profile(profile.unwrap_or_default()))
    }
}
