//! Mutations of the viewer's applications.

use async_graphql::{Context, Object, SimpleObject};

use super::{
    Application,
    input::{
        CloseApplicationInput, CorrectApplicationDateInput, CorrectApplicationInput,
        CreateApplicationInput, DeleteApplicationInput, MoveApplicationInput, RankApplicationInput,
        ReopenApplicationInput, StepRequest, UpdateApplicationInput,
    },
};
use crate::{
    error::Result,
    features::applications::{Applications, Written},
    graphql::{
        context,
        mutation::{Outcome, Request, WriteRequest, payloads},
    },
    types::{actor::Actor, area::Area, id::ApplicationId},
};

payloads! {
    reads Area::Applications.read();

    /// The payload of `createApplication`.
    CreateApplicationPayload {
        /// The application after the change; null if refused, and for an API token that may not read applications.
        application: Application
    }
    /// The payload of `moveApplication`.
    MoveApplicationPayload {
        /// The application after the change; null if refused, and for an API token that may not read applications.
        application: Application
    }
    /// The payload of `closeApplication`.
    CloseApplicationPayload {
        /// The application after the change; null if refused, and for an API token that may not read applications.
        application: Application
    }
    /// The payload of `reopenApplication`.
    ReopenApplicationPayload {
        /// The application after the change; null if refused, and for an API token that may not read applications.
        application: Application
    }
    /// The payload of `correctApplication`.
    CorrectApplicationPayload {
        /// The application after the change; null if refused, and for an API token that may not read applications.
        application: Application
    }
    /// The payload of `correctApplicationDate`.
    CorrectApplicationDatePayload {
        /// The application after the change; null if refused, and for an API token that may not read applications.
        application: Application
    }
    /// The payload of `updateApplication`.
    UpdateApplicationPayload {
        /// The application after the change; null if refused, and for an API token that may not read applications.
        application: Application
    }
    /// The payload of `rankApplication`.
    RankApplicationPayload {
        /// The application after the change; null if refused, and for an API token that may not read applications.
        application: Application
    }
}

/// The payload of `deleteApplication`.
#[derive(SimpleObject)]
pub struct DeleteApplicationPayload {
    /// The id of the deleted application; null if refused.
    deleted_application_id: Option<ApplicationId>,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// Mutations of the viewer's applications. What they await is boxed, because each move of a resolver's future copies all of it.
#[derive(Default)]
pub struct ApplicationsMutation;

/// Mutations of the viewer's applications.
#[Object]
impl ApplicationsMutation {
    /// Creates an application for a posting, or for a company and a role.
    async fn create_application(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The posting, or the company and role, and how the application begins.")]
        input: CreateApplicationInput,
    ) -> Result<CreateApplicationPayload> {
        let (new, request) = input.parse();
        let created = Box::pin(async {
            let write = request.write(ctx, actor(ctx)?)?;
            handle(ctx)?.create(&write, new).await
        });
        CreateApplicationPayload::of(ctx, created.await, request)
    }

    /// Moves an application to another stage, or to another round of the same stage.
    async fn move_application(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The application and its next stage.")] input: MoveApplicationInput,
    ) -> Result<MoveApplicationPayload> {
        let (applied, request) = apply(ctx, input).await;
        MoveApplicationPayload::of(ctx, applied, request)
    }

    /// Closes an application with an outcome that its stage allows.
    async fn close_application(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The application and its outcome.")] input: CloseApplicationInput,
    ) -> Result<CloseApplicationPayload> {
        let (applied, request) = apply(ctx, input).await;
        CloseApplicationPayload::of(ctx, applied, request)
    }

    /// Reopens a closed application.
    async fn reopen_application(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The application and the stage to continue in.")]
        input: ReopenApplicationInput,
    ) -> Result<ReopenApplicationPayload> {
        let (applied, request) = apply(ctx, input).await;
        ReopenApplicationPayload::of(ctx, applied, request)
    }

    /// Retracts an event: it stays in the history but no longer counts, and the stage is recomputed.
    async fn correct_application(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The application and the event to retract.")]
        input: CorrectApplicationInput,
    ) -> Result<CorrectApplicationPayload> {
        let (applied, request) = apply(ctx, input).await;
        CorrectApplicationPayload::of(ctx, applied, request)
    }

    /// Corrects the date of an event, including the first one: the old event stays in the history but no longer counts, and a new one of
    /// the same kind replaces it.
    async fn correct_application_date(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The application, the event and its date.")]
        input: CorrectApplicationDateInput,
    ) -> Result<CorrectApplicationDatePayload> {
        let (applied, request) = apply(ctx, input).await;
        CorrectApplicationDatePayload::of(ctx, applied, request)
    }

    /// Deletes an application that was created by mistake, with its history, its notifications, its share in the statistics and its
    /// snapshot of the posting. Irreversible; to hide an application, archive it with `updateApplication`. Needs a session: API tokens are
    /// refused.
    async fn delete_application(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The application to delete.")] input: DeleteApplicationInput,
    ) -> Result<DeleteApplicationPayload> {
        let person = context::person(ctx)?;
        let deleted = Box::pin(async {
            let write = input.request.write(ctx, person.actor())?;
            let write = write.expecting(input.expected_version);
            handle(ctx)?.delete(&person, &write, input.id).await
        });
        let deleted = deleted.await;
        let (deleted_application_id, outcome) = Request::from(input.request).settle(deleted)?;
        Ok(DeleteApplicationPayload {
            deleted_application_id,
            outcome,
        })
    }

    /// Changes the notes of an application; adds no event.
    async fn update_application(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The application and its new notes.")] input: UpdateApplicationInput,
    ) -> Result<UpdateApplicationPayload> {
        let (id, expected_version, change, request) = input.parse();
        let updated = Box::pin(async {
            let write = request.write(ctx, actor(ctx)?)?;
            let write = write.expecting(expected_version);
            handle(ctx)?.update(&write, id, change).await
        });
        UpdateApplicationPayload::of(ctx, updated.await, request)
    }

    /// Moves a card within its column of the application board; adds no event and keeps the version.
    async fn rank_application(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The card and its new position.")] input: RankApplicationInput,
    ) -> Result<RankApplicationPayload> {
        let ranked = Box::pin(async {
            let write = input.request.write(ctx, actor(ctx)?)?;
            handle(ctx)?.rank(&write, input.id, input.below_id).await
        });
        RankApplicationPayload::of(ctx, ranked.await, input.request)
    }
}

/// Applies a step to an application.
async fn apply(
    ctx: &Context<'_>,
    input: impl Into<StepRequest>,
) -> (Result<Written>, WriteRequest) {
    let StepRequest {
        step,
        expected_version,
        request,
    } = input.into();
    let applied = Box::pin(async {
        let write = request.write(ctx, actor(ctx)?)?;
        let write = write.expecting(expected_version);
        handle(ctx)?.apply(&write, step).await
    });
    (applied.await, request)
}

fn handle<'a>(ctx: &Context<'a>) -> Result<&'a Applications> {
    context::handle(ctx)
}

fn actor<'a>(ctx: &Context<'a>) -> Result<&'a Actor> {
    context::allowed(ctx, Area::Applications.write())
}
