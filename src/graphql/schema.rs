//! The schema: the roots of the features merged, and what stands above them all.

use async_graphql::{
    Context, ID, MergedObject, MergedSubscription, Object, SDLExportOptions, Schema, SchemaBuilder,
};

use super::{
    context,
    guard::INTROSPECTION_DEPTH,
    limits::list_cost,
    node::{self, Node},
    user_error::Extended,
    validation::ValidateOnly,
};
use crate::{
    config::Limits,
    error::{Error, Result},
    features::{
        admin::graphql::{AdminMutation, AdminQuery},
        analytics::graphql::AnalyticsOfViewer,
        applications::graphql::{
            ApplicationsMutation, ApplicationsOfViewer, DateOutOfOrderError, InvalidTransitionError,
        },
        audit::graphql::AuditOfViewer,
        auth::graphql::{
            ApiTokenMutation, ApiTokensOfViewer, EmailLinkMutation, IdentitiesOfViewer,
            IdentityMutation, PasskeyMutation, PasswordMutation, ProviderMutation, ProviderQuery,
            SecondFactorMutation, SecondFactorsOfViewer, SessionMutation, SessionsOfViewer,
            StepUpMutation,
        },
        jobs::graphql::JobsQuery,
        moderation::graphql::{ModerationMutation, ModerationQuery, ReportsMutation},
        notifications::graphql::{
            NotificationsMutation, NotificationsOfViewer, NotificationsSubscription,
        },
        personal_data::graphql::{PersonalDataMutation, PersonalDataOfViewer},
        profiles::graphql::{ProfilesMutation, ProfilesOfViewer},
        users::graphql::{UsersMutation, UsersOfViewer},
    },
};

/// Ids of one `nodes`.
const NODES_MAX: usize = 100;

/// The user who asks, and all that is theirs.
#[derive(MergedObject, Default)]
pub struct Viewer(
    UsersOfViewer,
    SessionsOfViewer,
    ApiTokensOfViewer,
    IdentitiesOfViewer,
    AuditOfViewer,
    SecondFactorsOfViewer,
    ProfilesOfViewer,
    ApplicationsOfViewer,
    NotificationsOfViewer,
    AnalyticsOfViewer,
    PersonalDataOfViewer,
);

/// What stands at the root and belongs to no feature.
#[derive(Default)]
pub struct RootQuery;

/// What stands at the root and belongs to no feature.
#[Object]
impl RootQuery {
    /// The user who asks, and all that is theirs. UNAUTHENTICATED without a token.
    #[graphql(cache_control(private))]
    async fn viewer(&self, ctx: &Context<'_>) -> Option<Result<Viewer>> {
        Some(context::actor(ctx).map(|_| Viewer::default()))
    }

    /// Anything with a global id. Null for ids that nobody has and for ids of others: the two look the same.
    #[graphql(cache_control(private))]
    async fn node(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The global id.")] id: ID,
    ) -> Option<Result<Node>> {
        node::find(ctx, &id).await.transpose()
    }

    /// The same for several ids, in their order; at most 100.
    #[graphql(
        complexity = "list_cost(ids.len(), child_complexity)",
        cache_control(private)
    )]
    async fn nodes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The global ids.")] ids: Vec<ID>,
    ) -> Result<Vec<Option<Result<Node>>>> {
        if ids.len() > NODES_MAX {
            return Err(Error::bad_input(format!(
                "\"ids\" has at most {NODES_MAX} ids."
            )));
        }
        Ok(futures_util::future::join_all(
            ids.iter()
                .map(|id| async { node::find(ctx, id).await.transpose() }),
        )
        .await)
    }
}

/// Everything that can be read.
#[derive(MergedObject, Default)]
pub struct Query(
    RootQuery,
    ProviderQuery,
    JobsQuery,
    ModerationQuery,
    AdminQuery,
);

/// Everything that can be changed: one input and one payload each, with expected refusals in `userErrors`.
#[derive(MergedObject, Default)]
pub struct Mutation(
    PasswordMutation,
    EmailLinkMutation,
    SessionMutation,
    StepUpMutation,
    ApiTokenMutation,
    ProviderMutation,
    IdentityMutation,
    SecondFactorMutation,
    PasskeyMutation,
    UsersMutation,
    ProfilesMutation,
    ApplicationsMutation,
    NotificationsMutation,
    PersonalDataMutation,
    ReportsMutation,
    ModerationMutation,
    AdminMutation,
);

/// Everything that can be followed.
#[derive(MergedSubscription, Default)]
pub struct Subscription(NotificationsSubscription);

/// The schema of the gateway.
pub type Gateway = Schema<Query, Mutation, Subscription>;

/// Builds the schema with its limits.
#[must_use]
pub fn schema(limits: &Limits) -> Gateway {
    builder(limits).finish()
}

/// The same schema, which validates operations and runs none; see [`super::validation`]. It looks for no names like those that are
/// not known: each costs more than all else, and a document may have thousands.
#[must_use]
pub fn validating(limits: &Limits) -> Gateway {
    builder(limits)
        .disable_suggestions()
        .extension(ValidateOnly)
        .finish()
}

/// The same once more, which says what may have been meant.
#[must_use]
pub fn explaining(limits: &Limits) -> Gateway {
    builder(limits).extension(ValidateOnly).finish()
}

/// The guard has counted all this before; the library's own limits are a second net.
fn builder(limits: &Limits) -> SchemaBuilder<Query, Mutation, Subscription> {
    // The typed ids are all the scalar `ID` outside.
    let builder = Schema::build_with_ignore_name_conflicts(
        Query::default(),
        Mutation::default(),
        Subscription::default(),
        ["ID"],
    )
    .register_output_type::<Extended<InvalidTransitionError>>()
    .register_output_type::<Extended<DateOutOfOrderError>>()
    .limit_complexity(limits.cost)
    .limit_depth(limits.depth.max(INTROSPECTION_DEPTH))
    .limit_aliases(limits.aliases);
    // Suggestions would tell name by name what the schema may not tell as a whole.
    if limits.introspection {
        builder
    } else {
        builder.disable_introspection().disable_suggestions()
    }
}

/// The contract, as it is committed in `schema.graphql`.
#[must_use]
pub fn sdl(limits: &Limits) -> String {
    let style = SDLExportOptions::new()
        .prefer_single_line_descriptions()
        .include_specified_by()
        .use_space_ident()
        .indent_width(2);
    schema(limits).sdl_with_options(style)
}
