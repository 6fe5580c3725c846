//! The GraphQL API of proposals.

mod loader;
mod mutation;
mod object;
mod query;
mod run;

pub use self::{
    loader::AgentProposalKey, mutation::ProposalsMutation, object::AgentProposal,
    query::ProposalsOfViewer,
};
