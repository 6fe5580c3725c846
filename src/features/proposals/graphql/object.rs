//! A proposal as a GraphQL object.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object};
use serde_json::Value;

use crate::{
    error::Result,
    features::{
        changes::Operation,
        proposals::{Effect, ProposalRow, Proposals, Standing},
    },
    graphql::{context, scalar::Instant},
    types::{id::AgentProposalId, object_kind::ObjectKind},
};

/// What became of a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(name = "AgentProposalState", remote = "Standing")]
pub enum AgentProposalState {
    /// The user has not decided.
    Pending,
    /// The user accepted it, and its mutation ran.
    Accepted,
    /// The user rejected it, or revoked the API token.
    Rejected,
    /// The user did not decide in time.
    Expired,
}

/// A mutation that an API token proposes.
pub struct AgentProposal(Arc<ProposalRow>);

impl From<Arc<ProposalRow>> for AgentProposal {
    fn from(row: Arc<ProposalRow>) -> Self {
        Self(row)
    }
}

impl From<ProposalRow> for AgentProposal {
    fn from(row: ProposalRow) -> Self {
        Arc::new(row).into()
    }
}

/// A mutation that an API token proposes to its user. It changes nothing until the user accepts it.
#[Object]
impl AgentProposal {
    /// The global id.
    pub async fn id(&self) -> AgentProposalId {
        self.0.id
    }

    /// The name of the mutation.
    async fn mutation(&self) -> &str {
        &self.0.mutation
    }

    /// Its input, as it will run. `expectedVersion` is the version that the proposal was made for.
    async fn input(&self) -> Value {
        self.0.input.clone()
    }

    /// Why, in the words of the program (`proposalReason`). It is what a program says, not what is so.
    async fn reason(&self) -> Option<&str> {
        self.0.reason.as_deref()
    }

    /// The name of the API token that proposes it.
    async fn token_name(&self) -> &str {
        &self.0.token_name
    }

    /// What it would change, by a dry run when it was proposed; once it is accepted, what it changed.
    async fn effects(&self) -> Vec<AgentProposalEffect> {
        let effects = self.0.effects.0.iter().cloned();
        effects.map(AgentProposalEffect).collect()
    }

    /// What became of it.
    #[expect(clippy::unused_async, reason = "a resolver is async")]
    async fn state(&self, ctx: &Context<'_>) -> Result<AgentProposalState> {
        let proposals = context::handle::<Proposals>(ctx)?;
        Ok(proposals.standing(&self.0).into())
    }

    /// The time of creation.
    async fn created_at(&self) -> Instant {
        self.0.created_at.into()
    }

    /// From then on it cannot be accepted.
    async fn expires_at(&self) -> Instant {
        self.0.expires_at.into()
    }

    /// The time of the decision; null without one.
    async fn decided_at(&self) -> Option<Instant> {
        self.0.decided_at.map(Instant::from)
    }
}

/// What a proposal would do to an object.
pub struct AgentProposalEffect(Effect);

/// What a proposal would do to an object.
#[Object]
impl AgentProposalEffect {
    /// The kind of the object.
    async fn kind(&self) -> ObjectKind {
        self.0.kind
    }

    /// The global id of the object; null if it would be created, and has not been.
    async fn object_id(&self) -> Option<ID> {
        let id = self.0.id?;
        Some(self.0.kind.global_id(id).into())
    }

    /// What would be done.
    async fn operation(&self) -> Operation {
        self.0.operation
    }
}
