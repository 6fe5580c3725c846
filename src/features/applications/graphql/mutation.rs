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
    features::applications::{ApplicationRow, Applications, Step},
    graphql::{context, mutation::Outcome},
    payloads,
    types::{area::Area, id::ApplicationId},
};

payloads! {
    /// The answer of `createApplication`.
    CreateApplicationPayload {
        /// The application as it is now; null when refused.
        application: Application
    }
    /// The answer of `moveApplication`.
    MoveApplicationPayload {
        /// The application as it is now; null when refused.
        application: Application
    }
    /// The answer of `closeApplication`.
    CloseApplicationPayload {
        /// The application as it is now; null when refused.
        application: Application
    }
    /// The answer of `reopenApplication`.
    ReopenApplicationPayload {
        /// The application as it is now; null when refused.
        application: Application
    }
    /// The answer of `correctApplication`.
    CorrectApplicationPayload {
        /// The application as it is now; null when refused.
        application: Application
    }
    /// The answer of `correctApplicationDate`.
    CorrectApplicationDatePayload {
        /// The application as it is now; null when refused.
        application: Application
    }
    /// The answer of `updateApplication`.
    UpdateApplicationPayload {
        /// The application as it is now; null when refused.
        application: Application
    }
    /// The answer of `rankApplication`.
    RankApplicationPayload {
        /// The application as it is now; null when refused.
        application: Application
    }
}

/// The answer of `deleteApplication`.
#[derive(SimpleObject)]
pub struct DeleteApplicationPayload {
    /// The application that is gone; null when refused.
    deleted_application_id: Option<ApplicationId>,
    #[graphql(flatten)]
    outcome: Outcome,
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
        let (new, key, request) = input.parse();
        let created = context::handle::<Applications>(ctx)?
            .create(
                context::allowed(ctx, Area::Applications.write())?,
                new,
                key.as_deref(),
            )
            .await;
        CreateApplicationPayload::of(created, request)
    }

    /// Moves an application on to another stage, or to another round of the same.
    async fn move_application(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: MoveApplicationInput,
    ) -> Result<MoveApplicationPayload> {
        let (step, key, request) = input.parse();
        MoveApplicationPayload::of(apply(ctx, step, key).await, request)
    }

    /// Ends an application, with an outcome that its stage allows.
    async fn close_application(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: CloseApplicationInput,
    ) -> Result<CloseApplicationPayload> {
        let (step, key, request) = input.parse();
        CloseApplicationPayload::of(apply(ctx, step, key).await, request)
    }

    /// Takes a closed application up again.
    async fn reopen_application(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: ReopenApplicationInput,
    ) -> Result<ReopenApplicationPayload> {
        let (step, key, request) = input.parse();
        ReopenApplicationPayload::of(apply(ctx, step, key).await, request)
    }

    /// Takes an event back: the event stays in the history, but counts no more, and the stage is folded anew.
    async fn correct_application(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: CorrectApplicationInput,
    ) -> Result<CorrectApplicationPayload> {
        let (step, key, request) = input.parse();
        CorrectApplicationPayload::of(apply(ctx, step, key).await, request)
    }

    /// States another date for an event, for the beginning as well: the event stays in the history, but counts no more, and a new one
    /// of the same kind takes its place.
    async fn correct_application_date(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The event and its date.")] input: CorrectApplicationDateInput,
    ) -> Result<CorrectApplicationDatePayload> {
        let (step, key, request) = input.parse();
        CorrectApplicationDatePayload::of(apply(ctx, step, key).await, request)
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
            request,
        } = input;
        let (person, applications) = (context::person(ctx)?, context::handle::<Applications>(ctx)?);
        let deleted = applications
            .delete(&person, id, expected_version, idempotency_key.as_deref())
            .await;
        let (deleted_application_id, outcome) = request.settle(deleted)?;
        Ok(DeleteApplicationPayload {
            deleted_application_id,
            outcome,
        })
    }

    /// Changes what is noted around an application; writes no event.
    async fn update_application(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: UpdateApplicationInput,
    ) -> Result<UpdateApplicationPayload> {
        let (id, expected_version, change, request) = input.parse();
        let updated = context::handle::<Applications>(ctx)?
            .update(
                context::allowed(ctx, Area::Applications.write())?,
                id,
                expected_version,
                change,
            )
            .await;
        UpdateApplicationPayload::of(updated, request)
    }

    /// Puts a card elsewhere in its column of the board; writes no event and leaves the version alone.
    async fn rank_application(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is asked for.")] input: RankApplicationInput,
    ) -> Result<RankApplicationPayload> {
        let ranked = context::handle::<Applications>(ctx)?
            .rank(
                context::allowed(ctx, Area::Applications.write())?,
                input.id,
                input.below_id,
            )
            .await;
        RankApplicationPayload::of(ranked, input.request)
    }
}

async fn apply(ctx: &Context<'_>, step: Step, key: Option<String>) -> Result<ApplicationRow> {
    context::handle::<Applications>(ctx)?
        .apply(
            context::allowed(ctx, Area::Applications.write())?,
            step,
            key.as_deref(),
        )
        .await
}
