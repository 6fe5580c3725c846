//! Decisions about proposals.

use async_graphql::{Context, InputObject, Object};

use super::{object::AgentProposal, run};
use crate::{
    error::{Refusal, Result},
    features::proposals::{ProposalRow, Proposals, Standing},
    graphql::{
        context,
        mutation::{Request, payloads},
    },
    types::id::AgentProposalId,
};

/// A proposal to accept.
#[derive(InputObject)]
pub struct AcceptAgentProposalInput {
    /// The proposal, from `viewer.proposals`.
    id: AgentProposalId,
    #[graphql(flatten)]
    request: Request,
}

/// A proposal to reject.
#[derive(InputObject)]
pub struct RejectAgentProposalInput {
    /// The proposal, from `viewer.proposals`.
    id: AgentProposalId,
    #[graphql(flatten)]
    request: Request,
}

payloads! {
    /// The payload of `acceptAgentProposal`.
    AcceptAgentProposalPayload {
        /// The proposal after the mutation ran; null if refused.
        proposal: AgentProposal
    }
    /// The payload of `rejectAgentProposal`.
    RejectAgentProposalPayload {
        /// The rejected proposal; null if refused.
        proposal: AgentProposal
    }
}

/// Decisions about proposals.
#[derive(Default)]
pub struct ProposalsMutation;

/// Decisions about proposals.
#[Object]
impl ProposalsMutation {
    /// Accepts a proposal: its mutation runs once, by the right of the viewer and for the version that it was made for. If it is refused now
    /// (PROPOSAL_REFUSED), the proposal waits on. Accepting it twice changes nothing more. Not for API tokens.
    async fn accept_agent_proposal(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The proposal.")] input: AcceptAgentProposalInput,
    ) -> Result<AcceptAgentProposalPayload> {
        let accepted = Box::pin(accept(ctx, input.id)).await;
        AcceptAgentProposalPayload::of(accepted, input.request)
    }

    /// Rejects a proposal: it never runs. Not for API tokens.
    async fn reject_agent_proposal(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The proposal.")] input: RejectAgentProposalInput,
    ) -> Result<RejectAgentProposalPayload> {
        let rejected = Box::pin(async {
            let person = context::person(ctx)?;
            let proposals = context::handle::<Proposals>(ctx)?;
            proposals.reject(&person, input.id).await
        });
        RejectAgentProposalPayload::of(rejected.await, input.request)
    }
}

async fn accept(ctx: &Context<'_>, id: AgentProposalId) -> Result<ProposalRow> {
    let person = context::person(ctx)?;
    let proposals = context::handle::<Proposals>(ctx)?;
    let found = proposals.acceptable(&person, id).await?;
    if proposals.standing(&found) == Standing::Accepted {
        return Ok(found);
    }
    let ran = run::run(ctx, &found).await;
    let left = proposals.get(person.actor(), id).await?;
    if proposals.standing(&left) == Standing::Accepted {
        // By this mutation, or by another request at the same time.
        return Ok(left);
    }
    match ran? {
        None => proposals.accept(&person, id).await,
        Some(refused) => Err(Refusal::other(refused).into()),
    }
}
