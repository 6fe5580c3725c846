//! The field `viewer.profile`.

use async_graphql::{Context, Object};

use super::{loader::ProfileOfViewer, object::Profile};
use crate::{error::Result, graphql::context, types::area::Area};

/// Fields of the viewer.
#[derive(Default)]
pub struct ProfilesOfViewer;

/// Fields of the viewer.
#[Object]
impl ProfilesOfViewer {
    /// The viewer's profile; empty and at version 0 until it is first saved.
    async fn profile(&self, ctx: &Context<'_>) -> Option<Result<Profile>> {
        let profile = context::load(ctx, Area::Profiles, ProfileOfViewer).await;
        Some(profile.map(|profile| Profile::from(profile.unwrap_or_default())))
    }
}
