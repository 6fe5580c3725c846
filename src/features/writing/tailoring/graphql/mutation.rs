//! Mutations of the tailoring of the viewer's résumés.

use async_graphql::{Context, Object, SimpleObject};

use super::{
    input::{AcceptProposalsInput, RejectProposalsInput, RemoveTailoringInput, TailorResumeInput},
    object::Tailoring,
};
use crate::{
    error::Result,
    features::writing::{
        Writing,
        resumes::graphql::Resume,
        tailoring::{NewTailoring, Tailorings},
    },
    graphql::{
        context,
        mutation::{Outcome, Request, payloads},
    },
    types::{actor::Actor, area::Area, id::TailoringId},
};

payloads! {
    reads Area::Writing.read();

    /// The payload of `tailorResume`.
    TailorResumePayload {
        /// The proposals; null if refused, and for an API token that may not read résumés.
        tailoring: Tailoring
    }
    /// The payload of `rejectProposals`.
    RejectProposalsPayload {
        /// The tailoring after the decision; null if refused, and for an API token that may not read résumés.
        tailoring: Tailoring
    }
}

/// The payload of `acceptProposals`.
#[derive(SimpleObject)]
pub struct AcceptProposalsPayload {
    /// The tailoring after the decision; null if refused, and for an API token that may not read résumés.
    tailoring: Option<Tailoring>,
    /// The résumé with the next revision; null if refused, and for an API token that may not read résumés.
    resume: Option<Resume>,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// The payload of `removeTailoring`.
#[derive(SimpleObject)]
pub struct RemoveTailoringPayload {
    /// The id of the removed tailoring; null if refused.
    removed_tailoring_id: Option<TailoringId>,
    #[graphql(flatten)]
    outcome: Outcome,
}

/// Mutations of the tailoring of the viewer's résumés.
#[derive(Default)]
pub struct TailoringsMutation;

/// Mutations of the tailoring of the viewer's résumés.
#[Object]
impl TailoringsMutation {
    /// Makes proposals for the newest revision of a TAILORED résumé, by what a posting asks for and what the facts of the profile show; the résumé itself
    /// stays as it is. New words pass the verifier, or are not proposed. A MASTER is refused: make a TAILORED copy of it first. Needs the scope
    /// `profiles:read` as well.
    async fn tailor_resume(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The résumé and the posting.")] input: TailorResumeInput,
    ) -> Result<TailorResumePayload> {
        let TailorResumeInput {
            resume_id: resume,
            posting_id: posting,
            expected_version,
            request,
        } = input;
        let made = Box::pin(async {
            let mut write = request.write(ctx, actor(ctx)?)?;
            write.expected_version = expected_version;
            let new = NewTailoring { resume, posting };
            handle(ctx)?.tailor(&write, new).await
        });
        TailorResumePayload::of(ctx, made.await, request)
    }

    /// Accepts proposals: the résumé gets one revision with all of them. If one is STALE, because the résumé was changed at its place since, or was
    /// accepted already, all are refused and nothing is changed.
    async fn accept_proposals(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The proposals.")] input: AcceptProposalsInput,
    ) -> Result<AcceptProposalsPayload> {
        let AcceptProposalsInput {
            tailoring_id,
            expected_version,
            proposal_ids,
            note,
            request,
        } = input;
        let accepted = Box::pin(async {
            let write = request.write(ctx, actor(ctx)?)?;
            let write = write.expecting(expected_version);
            let tailorings = handle(ctx)?;
            tailorings
                .accept(&write, tailoring_id, &proposal_ids, note)
                .await
        });
        let accepted = accepted.await;
        let (done, outcome) = Request::from(request).settle(accepted)?;
        let shown = done.filter(|_| context::allowed(ctx, Area::Writing.read()).is_ok());
        let resume = shown.as_ref().and_then(|written| written.resume.clone());
        Ok(AcceptProposalsPayload {
            resume: resume.map(Resume::from),
            tailoring: shown.map(Tailoring::from),
            outcome,
        })
    }

    /// Rejects proposals. The résumé stays as it is, and a rejected proposal can still be accepted.
    async fn reject_proposals(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The proposals.")] input: RejectProposalsInput,
    ) -> Result<RejectProposalsPayload> {
        let RejectProposalsInput {
            tailoring_id,
            expected_version,
            proposal_ids,
            request,
        } = input;
        let rejected = Box::pin(async {
            let write = request.write(ctx, actor(ctx)?)?;
            let write = write.expecting(expected_version);
            handle(ctx)?
                .reject(&write, tailoring_id, &proposal_ids)
                .await
        });
        RejectProposalsPayload::of(ctx, rejected.await, request)
    }

    /// Removes a tailoring with its proposals. Irreversible; what was accepted stays in the résumé. Needs a session: API tokens are refused.
    async fn remove_tailoring(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The tailoring to remove.")] input: RemoveTailoringInput,
    ) -> Result<RemoveTailoringPayload> {
        let person = context::person(ctx)?;
        let removed = Box::pin(async {
            let write = input.request.write(ctx, person.actor())?;
            let write = write.expecting(input.expected_version);
            handle(ctx)?.remove(&person, &write, input.id).await
        });
        let removed = removed.await;
        let (removed_tailoring_id, outcome) = Request::from(input.request).settle(removed)?;
        Ok(RemoveTailoringPayload {
            removed_tailoring_id,
            outcome,
        })
    }
}

fn handle<'a>(ctx: &Context<'a>) -> Result<&'a Tailorings> {
    Ok(&context::handle::<Writing>(ctx)?.tailorings)
}

fn actor<'a>(ctx: &Context<'a>) -> Result<&'a Actor> {
    context::allowed(ctx, Area::Writing.write())
}
