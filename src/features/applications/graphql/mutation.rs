//! Changing one's own applications.

use async_graphql::{Context, Object, SimpleObject};

use super::{
    Application,
    input::{
        CloseApplicationInput, CorrectApplicationDateInput, CorrectApplicationInput,
        CreateApplicationInput, DeleteApplicationInput, MoveApplicationInput, RankApplicationInput,
        ReopenApplicationInput, UpdateApplicationInput,
    },
};
use crate::{
    error::Result,
    features::applications::{ApplicationRow, Step},
    graphql::{
        context,
        error::{UserError, settle},
    },
    types::{area::Area, id::ApplicationId},
};

macro_rules! payloads {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(SimpleObject)]
        pub struct $name {
            /// The application as it is now; null when refused.
            application: Option<Application>,
            /// Why nothing was done; empty on success.
            user_errors: Vec<UserError>,
            /// As given in the input.
            client_mutation_id: Option<String>,
        }

        impl $name {
            fn of(result: Result<ApplicationRow>, client_mutation_id: Option<String>) -> Result<Self> {
                let (row, user_errors) = settle(result)?;
                Ok(Self { application: row.map(Application::from), user_errors, client_mutation_id })
            }
        }
    )*};
}

payloads! {
    /// The answer of `createApplication`.
    CreateApplicationPayload;
    /// The answer of `moveApplication`.
    MoveApplicationPayload;
    /// The answer of `closeApplication`.
    CloseApplicationPayload;
    /// The answer of `reopenApplication`.
    ReopenApplicationPayload;
    /// The answer of `correctApplication`.
    CorrectApplicationPayload;
    /// The answer of `correctApplicationDate`.
    CorrectApplicationDatePayload;
    /// The answer of `updateApplication`.
    UpdateApplicationPayload;
    /// The answer of `rankApplication`.
    RankApplicationPayload;
}

/// The answer of `deleteApplication`.
#[derive(SimpleObject)]
pub struct DeleteApplicationPayload {
    /// The application that is gone; null when refused.
    deleted_application_id: Option<ApplicationId>,
    /// Why nothing was done; empty on success.
    user_errors: Vec<UserError>,
    /// As given in the input.
    client_mutation_id: Option<String>,
}

/// Changing one's own applications.
#[derive(Default)]
pub struct ApplicationsMutation;

/// Changing one's own applications.
#[Object]
impl ApplicationsMutation {
    /// Begins an application, from a posting or from scratch.
    async fn create_application(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: CreateApplicationInput,
    ) -> Result<CreateApplicationPayload> {
        let (new, key, client_mutation_id) = input.parse();
        let created = context::app(ctx)?
            .applications
            .create(
                context::allowed(ctx, Area::Applications.write())?,
                new,
                key.as_deref(),
            )
            .await;
        CreateApplicationPayload::of(created, client_mutation_id)
    }

    /// Moves an application on to another stage, or to another round of the same.
    async fn move_application(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: MoveApplicationInput,
    ) -> Result<MoveApplicationPayload> {
        let (step, key, client_mutation_id) = input.parse();
        MoveApplicationPayload::of(apply(ctx, step, key).await, client_mutation_id)
    }

    /// Ends an application, with an outcome that its stage allows.
    async fn close_application(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: CloseApplicationInput,
    ) -> Result<CloseApplicationPayload> {
        let (step, key, client_mutation_id) = input.parse();
        CloseApplicationPayload::of(apply(ctx, step, key).await, client_mutation_id)
    }

    /// Takes a closed application up again.
    async fn reopen_application(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: ReopenApplicationInput,
    ) -> Result<ReopenApplicationPayload> {
        let (step, key, client_mutation_id) = input.parse();
        ReopenApplicationPayload::of(apply(ctx, step, key).await, client_mutation_id)
    }

    /// Takes an event back: the event stays in the history, but counts no more, and the stage is folded anew.
    async fn correct_application(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: CorrectApplicationInput,
    ) -> Result<CorrectApplicationPayload> {
        let (step, key, client_mutation_id) = input.parse();
        CorrectApplicationPayload::of(apply(ctx, step, key).await, client_mutation_id)
    }

    /// States another date for an event, for the beginning as well: the event stays in the history, but counts no more, and a new one
    /// of the same kind takes its place.
    async fn correct_application_date(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The event and its date.")] input: CorrectApplicationDateInput,
    ) -> Result<CorrectApplicationDatePayload> {
        let (step, key, client_mutation_id) = input.parse();
        CorrectApplicationDatePayload::of(apply(ctx, step, key).await, client_mutation_id)
    }

    /// Deletes an application that was begun by mistake. Irreversible: its history, its notifications, its numbers and its copy of the
    /// posting go with it, and nothing brings them back; to put it out of sight, archive it with `updateApplication`. For people who
    /// signed in: an API token may not do this.
    async fn delete_application(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The application to delete.")] input: DeleteApplicationInput,
    ) -> Result<DeleteApplicationPayload> {
        let DeleteApplicationInput {
            id,
            expected_version,
            idempotency_key,
            client_mutation_id,
        } = input;
        let (person, applications) = (context::person(ctx)?, &context::app(ctx)?.applications);
        let deleted = applications
            .delete(&person, id, expected_version, idempotency_key.as_deref())
            .await;
        let (deleted_application_id, user_errors) = settle(deleted)?;
        Ok(DeleteApplicationPayload {
            deleted_application_id,
            user_errors,
            client_mutation_id,
        })
    }

    /// Changes what is noted around an application; writes no event.
    async fn update_application(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: UpdateApplicationInput,
    ) -> Result<UpdateApplicationPayload> {
        let (id, expected_version, change, client_mutation_id) = input.parse();
        let updated = context::app(ctx)?
            .applications
            .update(
                context::allowed(ctx, Area::Applications.write())?,
                id,
                expected_version,
                change,
            )
            .await;
        UpdateApplicationPayload::of(updated, client_mutation_id)
    }

    /// Puts a card elsewhere in its column of the board; writes no event and leaves the version alone.
    async fn rank_application(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: RankApplicationInput,
    ) -> Result<RankApplicationPayload> {
        let ranked = context::app(ctx)?
            .applications
            .rank(
                context::allowed(ctx, Area::Applications.write())?,
                input.id,
                input.below_id,
            )
            .await;
        RankApplicationPayload::of(ranked, input.client_mutation_id)
    }
}

async fn apply(ctx: &Context<'_>, step: Step, key: Option<String>) -> Result<ApplicationRow> {
    context::app(ctx)?
        .applications
        .apply(
            context::allowed(ctx, Area::Applications.write())?,
            step,
            key.as_deref(),
        )
        .await
}
