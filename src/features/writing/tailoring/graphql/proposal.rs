//! Proposals as GraphQL objects.

use std::sync::Arc;

use async_graphql::{Object, SimpleObject};

use super::kinds::{ProposalVerdict, TailoringOperation, TailoringReason};
use crate::{
    features::writing::{
        letters::graphql::{
            LetterAdvice, LetterCitation, LetterRequirement, citations, requirements,
        },
        models::{AiProvider, ModelAuthor},
        tailoring::{Body, Proposal, ProposalState, TailoringRow},
    },
    graphql::{limits::page_cost, scalar::Instant},
    types::id::ProposalId,
};

/// A proposed change of a résumé.
pub struct TailoringProposal {
    row: Arc<TailoringRow>,
    body: Arc<Body>,
    proposal: Proposal,
    state: ProposalState,
}

impl TailoringProposal {
    /// The proposal with this index; none if there is none.
    pub(super) fn new(
        row: Arc<TailoringRow>,
        body: Arc<Body>,
        index: usize,
        state: ProposalState,
    ) -> Option<Self> {
        let proposal = body.proposals.get(index)?.clone();
        Some(Self {
            row,
            body,
            proposal,
            state,
        })
    }
}

/// A proposed change of a résumé. Names, employers, titles, dates, degrees and numbers of licences are never changed.
#[Object]
impl TailoringProposal {
    /// The id, for `acceptProposals` and `rejectProposals`.
    async fn id(&self) -> ProposalId {
        self.proposal.id
    }

    /// What it does.
    async fn operation(&self) -> TailoringOperation {
        (&self.proposal.operation).into()
    }

    /// Why.
    async fn reason(&self) -> TailoringReason {
        self.proposal.reason.into()
    }

    /// The state. It is STALE while what it changes is not what it was when the proposal was made.
    async fn state(&self) -> ProposalState {
        self.state
    }

    /// The place in the revision for which it was made, as in `ResumeChange.place`: `summary`, `sections.SKILLS`, `sections.WORK.items.i3` or
    /// `sections.WORK.items.i3.statements.2`.
    async fn place(&self) -> &str {
        &self.proposal.place
    }

    /// What was there: the text, or a line for each element of an order.
    async fn before(&self) -> &[String] {
        &self.proposal.before
    }

    /// What is to be there; empty if it is to be hidden.
    async fn after(&self) -> &[String] {
        &self.proposal.after
    }

    /// The hash of what it changes, as it was.
    async fn base_hash(&self) -> &str {
        &self.proposal.base_hash
    }

    /// What the posting asks for and the change is about, in the posting's words.
    #[graphql(complexity = "page_cost(Some(3), child_complexity)")]
    async fn requirements(&self) -> Vec<LetterRequirement> {
        requirements(&self.body.grounds, &self.proposal.requirements)
    }

    /// The facts that new words rest on; empty if there are no new words.
    #[graphql(complexity = "page_cost(Some(2), child_complexity)")]
    async fn citations(&self) -> Vec<LetterCitation> {
        citations(&self.body.grounds, &self.proposal.facts)
    }

    /// The language model that gave the new words; null if they are the server's or the profile's own, and if there are none.
    async fn model(&self) -> Option<WordingModel> {
        self.proposal.model.clone().map(WordingModel::from)
    }

    /// What the verifier says.
    async fn verdict(&self) -> ProposalVerdict {
        TailoringOperation::from(&self.proposal.operation).verdict()
    }

    /// What the verifier notes about new words that it has accepted, such as a cliché. Places are in the text of `after`.
    #[graphql(complexity = "page_cost(Some(1), child_complexity)")]
    async fn warnings(&self) -> Vec<LetterAdvice> {
        let warnings = self.proposal.warnings.iter();
        warnings.map(LetterAdvice::from).collect()
    }

    /// The number of the revision that has it; null if it was not accepted.
    async fn accepted_revision(&self) -> Option<i32> {
        let decision = self.row.decision(self.proposal.id);
        decision.and_then(|decision| decision.revision)
    }

    /// When it was accepted or rejected; null if it was not.
    async fn decided_at(&self) -> Option<Instant> {
        let decision = self.row.decision(self.proposal.id);
        decision.map(|decision| decision.decided_at.into())
    }
}

/// A language model that gave words. The verifier has accepted them.
#[derive(SimpleObject)]
pub struct WordingModel {
    /// The name of the endpoint.
    endpoint: String,
    /// The protocol of the endpoint.
    provider: AiProvider,
    /// The model.
    model: String,
    /// The version of the prompt.
    prompt_version: i32,
}

impl From<ModelAuthor> for WordingModel {
    fn from(author: ModelAuthor) -> Self {
        Self {
            endpoint: author.endpoint,
            provider: author.provider,
            model: author.name,
            prompt_version: i32::try_from(author.prompt_version).unwrap_or(i32::MAX),
        }
    }
}
