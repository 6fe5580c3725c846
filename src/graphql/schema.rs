//! The schema: the roots of the features merged.

use async_graphql::{Context, EmptySubscription, MergedObject, Object, SDLExportOptions, Schema};

use super::context;
use crate::{
    config::Limits,
    error::Result,
    features::{
        auth::graphql::AuthMutation,
        profiles::graphql::{ProfilesMutation, ProfilesOfViewer},
        users::graphql::UsersOfViewer,
    },
};

/// The user who asks, and all that is theirs.
#[derive(MergedObject, Default)]
pub struct Viewer(UsersOfViewer, ProfilesOfViewer);

/// What stands at the root and belongs to no feature.
#[derive(Default)]
pub struct RootQuery;

/// What stands at the root and belongs to no feature.
#[Object]
impl RootQuery {
    /// The user who asks, and all that is theirs. UNAUTHENTICATED without a token.
    async fn viewer(&self, ctx: &Context<'_>) -> Option<Result<Viewer>> {
        Some(context::actor(ctx).map(|_| Viewer::default()))
    }
}

/// Everything that can be read.
#[derive(MergedObject, Default)]
pub struct Query(RootQuery);

/// Everything that can be changed: one input and one payload each, with expected refusals in `userErrors`.
#[derive(MergedObject, Default)]
pub struct Mutation(AuthMutation, ProfilesMutation);

/// The schema of the gateway.
pub type Gateway = Schema<Query, Mutation, EmptySubscription>;

/// Builds the schema with its limits.
#[must_use]
pub fn schema(limits: &Limits) -> Gateway {
    Schema::build_with_ignore_name_conflicts(Query::default(), Mutation::default(), EmptySubscription, ["ID"])
        .limit_complexity(limits.cost)
        .limit_depth(limits.depth)
        .limit_aliases(limits.aliases)
        .extension(async_graphql::extensions::Tracing)
        .finish()
}

/// The contract, as it is committed in `schema.graphql`.
#[must_use]
pub fn sdl(limits: &Limits) -> String {
    schema(limits).sdl_with_options(
        SDLExportOptions::new().prefer_single_line_descriptions().include_specified_by().use_space_ident().indent_width(2),
    )
}
