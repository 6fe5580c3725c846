//! The schema: the root types, merged from those of the features.

use async_graphql::{
    Context, ID, MergedObject, MergedSubscription, Object, SDLExportOptions, Schema, SchemaBuilder,
    ValidationMode,
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
        changes::graphql::{CannotUndoError, ChangesOfViewer, ChangesSubscription},
        connections::graphql::{ConnectionsMutation, ConnectionsOfViewer},
        documents::graphql::{DocumentsMutation, DocumentsOfViewer},
        imports::graphql::{ImportsMutation, ImportsOfViewer, ImportsSubscription},
        jobs::graphql::JobsQuery,
        linkedin::graphql::{LinkedInMutation, LinkedInOfViewer, SyncTooEarlyError},
        matching::graphql::{MatchingMutation, MatchingOfViewer, MatchingQuery},
        moderation::graphql::{ModerationMutation, ModerationQuery, ReportsMutation},
        notifications::graphql::{
            NotificationsMutation, NotificationsOfViewer, NotificationsSubscription,
        },
        personal_data::graphql::{PersonalDataMutation, PersonalDataOfViewer},
        profiles::graphql::{ProfilesMutation, ProfilesOfViewer},
        proposals::graphql::{ProposalRefusedError, ProposalsMutation, ProposalsOfViewer},
        undo::graphql::UndoMutation,
        users::graphql::{UsersMutation, UsersOfViewer},
        writing::{
            answers::graphql::{AnswersMutation, AnswersOfViewer},
            letters::graphql::{LettersMutation, LettersOfViewer, LettersSubscription},
            models::graphql::{ModelsMutation, ModelsOfViewer},
            resumes::graphql::{ResumesMutation, ResumesOfViewer},
            tailoring::graphql::{TailoringsMutation, TailoringsOfViewer},
        },
    },
};

/// Maximum number of ids in one `nodes`.
const NODES_MAX: usize = 100;

/// The signed-in user and the data of their account.
#[derive(MergedObject, Default)]
pub struct Viewer(
    UsersOfViewer,
    SessionsOfViewer,
    ApiTokensOfViewer,
    IdentitiesOfViewer,
    AuditOfViewer,
    SecondFactorsOfViewer,
    ProfilesOfViewer,
    ConnectionsOfViewer,
    DocumentsOfViewer,
    ImportsOfViewer,
    LinkedInOfViewer,
    ApplicationsOfViewer,
    MatchingOfViewer,
    ResumesOfViewer,
    LettersOfViewer,
    AnswersOfViewer,
    ModelsOfViewer,
    TailoringsOfViewer,
    NotificationsOfViewer,
    ChangesOfViewer,
    ProposalsOfViewer,
    AnalyticsOfViewer,
    PersonalDataOfViewer,
);

/// Root fields that belong to no feature.
#[derive(Default)]
pub struct RootQuery;

/// Root fields that belong to no feature.
#[Object]
impl RootQuery {
    /// The signed-in user and the data of their account. UNAUTHENTICATED without a token.
    #[graphql(cache_control(private))]
    async fn viewer(&self, ctx: &Context<'_>) -> Option<Result<Viewer>> {
        Some(context::actor(ctx).map(|_| Viewer::default()))
    }

    /// Any object with a global id. Null if the id does not exist or the viewer may not see the object; the two cannot be distinguished.
    #[graphql(cache_control(max_age = 60))]
    async fn node(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The global id.")] id: ID,
    ) -> Option<Result<Node>> {
        node::find(ctx, &id).await.transpose()
    }

    /// Several objects by their global ids, in the order of the ids; at most 100.
    #[graphql(
        complexity = "list_cost(ids.len(), child_complexity)",
        cache_control(max_age = 60)
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

/// All queries.
#[derive(MergedObject, Default)]
pub struct Query(
    RootQuery,
    ProviderQuery,
    JobsQuery,
    MatchingQuery,
    ModerationQuery,
    AdminQuery,
);

/// All mutations: each takes one input and returns one payload, with expected refusals in `userErrors`.
#[derive(MergedObject, Default)]
pub struct Mutation(
    ProposalsMutation,
    UndoMutation,
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
    ConnectionsMutation,
    DocumentsMutation,
    ImportsMutation,
    LinkedInMutation,
    ApplicationsMutation,
    MatchingMutation,
    ResumesMutation,
    LettersMutation,
    TailoringsMutation,
    AnswersMutation,
    ModelsMutation,
    NotificationsMutation,
    PersonalDataMutation,
    ReportsMutation,
    ModerationMutation,
    AdminMutation,
);

/// All subscriptions.
#[derive(MergedSubscription, Default)]
pub struct Subscription(
    NotificationsSubscription,
    ChangesSubscription,
    ImportsSubscription,
    LettersSubscription,
);

/// The GraphQL schema of the gateway.
pub type Gateway = Schema<Query, Mutation, Subscription>;

/// Builds the schema with its limits. It runs operations that the validating schema has found valid, so it repeats only the checks that
/// the library needs for its own safety.
#[must_use]
pub fn schema(limits: &Limits) -> Gateway {
    builder(limits)
        .validation_mode(ValidationMode::Fast)
        .finish()
}

/// The same schema, which validates operations without running them; see [`super::validation`]. Its errors suggest no similar names for
/// unknown ones: each suggestion costs more than all other checks, and a document may have thousands.
#[must_use]
pub fn validating(limits: &Limits) -> Gateway {
    builder(limits)
        .disable_suggestions()
        .extension(ValidateOnly)
        .finish()
}

/// The validating schema with suggestions for unknown names.
#[must_use]
pub fn explaining(limits: &Limits) -> Gateway {
    builder(limits).extension(ValidateOnly).finish()
}

/// The schema with the library's own limits. The guard has checked them before; the library's are a second line of defence.
fn builder(limits: &Limits) -> SchemaBuilder<Query, Mutation, Subscription> {
    // All typed ids share the scalar `ID`.
    let builder = Schema::build_with_ignore_name_conflicts(
        Query::default(),
        Mutation::default(),
        Subscription::default(),
        ["ID"],
    )
    .register_output_type::<Extended<InvalidTransitionError>>()
    .register_output_type::<Extended<DateOutOfOrderError>>()
    .register_output_type::<Extended<SyncTooEarlyError>>()
    .register_output_type::<Extended<CannotUndoError>>()
    .register_output_type::<Extended<ProposalRefusedError>>()
    .limit_complexity(limits.cost)
    .limit_depth(limits.depth.max(INTROSPECTION_DEPTH))
    .limit_aliases(limits.aliases);
    // Suggestions would reveal the schema name by name although introspection is disabled.
    if limits.introspection {
        builder
    } else {
        builder.disable_introspection().disable_suggestions()
    }
}

/// The SDL, as committed in `schema.graphql`.
#[must_use]
pub fn sdl(limits: &Limits) -> String {
    let style = SDLExportOptions::new()
        .prefer_single_line_descriptions()
        .include_specified_by()
        .use_space_ident()
        .indent_width(2);
    schema(limits).sdl_with_options(style)
}
