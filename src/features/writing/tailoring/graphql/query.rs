//! What language models would be sent for a tailoring.

use async_graphql::{Context, InputObject, Object, SimpleObject};

use crate::{
    error::Result,
    features::writing::{
        Writing,
        models::{AiProvider, AiTask},
        tailoring::{NewTailoring, Requested},
    },
    graphql::{context, limits::page_cost},
    types::{
        area::Area,
        id::{PostingId, ResumeId},
    },
};

/// A tailoring for which language models would be asked.
#[derive(InputObject)]
pub struct TailoringRequestsInput {
    /// A TAILORED résumé.
    resume_id: ResumeId,
    /// The posting; by default that of the résumé.
    posting_id: Option<PostingId>,
}

/// What a language model would be sent for a proposal of a tailoring.
#[derive(SimpleObject)]
pub struct TailoringRequest {
    /// REPHRASE or SUMMARY.
    task: AiTask,
    /// The place in the résumé whose words it asks for, as in `TailoringProposal.place`.
    place: String,
    /// The rules for the model.
    system: String,
    /// The task and its data: the statement, facts of the profile, and what the posting asks for.
    user: String,
    /// The name of the endpoint that is asked first.
    endpoint: String,
    /// The protocol of that endpoint.
    provider: AiProvider,
    /// Its model.
    model: String,
}

impl From<Requested> for TailoringRequest {
    fn from(requested: Requested) -> Self {
        let Requested {
            task,
            place,
            system,
            user,
            endpoint,
            provider,
            model,
        } = requested;
        Self {
            task,
            place,
            system,
            user,
            endpoint,
            provider,
            model,
        }
    }
}

/// Fields of the viewer.
#[derive(Default)]
pub struct TailoringsOfViewer;

/// Fields of the viewer.
#[Object]
impl TailoringsOfViewer {
    /// What language models would be sent for a tailoring, exactly: nothing is sent, and nothing stored. Empty if none is set up, and if no proposal has new
    /// words. Needs the scope `profiles:read` as well.
    #[graphql(complexity = "page_cost(Some(8), child_complexity)")]
    async fn tailoring_requests(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The résumé and the posting, as in `tailorResume`.")]
        input: TailoringRequestsInput,
    ) -> Option<Result<Vec<TailoringRequest>>> {
        let reading = async {
            let actor = context::allowed(ctx, Area::Writing.read())?;
            let new = NewTailoring {
                resume: input.resume_id,
                posting: input.posting_id,
            };
            let tailorings = &context::handle::<Writing>(ctx)?.tailorings;
            tailorings.requests(actor, new).await
        };
        let found = context::within(ctx, Area::Writing, Box::pin(reading)).await;
        Some(found.map(|all| all.into_iter().map(TailoringRequest::from).collect()))
    }
}
