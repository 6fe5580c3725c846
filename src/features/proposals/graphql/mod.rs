//! The GraphQL API of proposals.

mod error;
mod loader;
mod mutation;
mod object;
mod query;
mod run;

pub use self::{
    error::ProposalRefusedError, loader::AgentProposalKey, mutation::ProposalsMutation,
    object::AgentProposal, query::ProposalsOfViewer,
};
