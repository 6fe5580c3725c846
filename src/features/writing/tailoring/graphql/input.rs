//! Input types of the tailoring mutations.

use async_graphql::InputObject;

use crate::{
    graphql::mutation::WriteRequest,
    types::id::{PostingId, ProposalId, ResumeId, TailoringId},
};

/// A résumé that is to be tailored.
#[derive(InputObject)]
pub struct TailorResumeInput {
    /// A TAILORED résumé.
    pub(super) resume_id: ResumeId,
    /// The posting; by default that of the résumé.
    pub(super) posting_id: Option<PostingId>,
    /// The `version` of the résumé that the client read; if given, refused with VERSION_CONFLICT if it has changed since.
    pub(super) expected_version: Option<i32>,
    #[graphql(flatten)]
    pub(super) request: WriteRequest,
}

/// Proposals that are accepted together.
#[derive(InputObject)]
pub struct AcceptProposalsInput {
    /// The tailoring.
    pub(super) tailoring_id: TailoringId,
    /// The `version` of the tailoring that the client read; refused with VERSION_CONFLICT if it has changed since.
    pub(super) expected_version: i32,
    /// The ids of 1 to 100 proposals of the tailoring.
    pub(super) proposal_ids: Vec<ProposalId>,
    /// A note about the new revision, at most 500 characters.
    pub(super) note: Option<String>,
    #[graphql(flatten)]
    pub(super) request: WriteRequest,
}

/// Proposals that are rejected.
#[derive(InputObject)]
pub struct RejectProposalsInput {
    /// The tailoring.
    pub(super) tailoring_id: TailoringId,
    /// The `version` of the tailoring that the client read; refused with VERSION_CONFLICT if it has changed since.
    pub(super) expected_version: i32,
    /// The ids of 1 to 100 proposals of the tailoring.
    pub(super) proposal_ids: Vec<ProposalId>,
    #[graphql(flatten)]
    pub(super) request: WriteRequest,
}

/// The removal of a tailoring.
#[derive(InputObject)]
pub struct RemoveTailoringInput {
    /// The tailoring.
    pub(super) id: TailoringId,
    /// The `version` that the client read; refused with VERSION_CONFLICT if it has changed since.
    pub(super) expected_version: i32,
    #[graphql(flatten)]
    pub(super) request: WriteRequest,
}
