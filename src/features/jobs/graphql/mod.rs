//! The GraphQL API of postings.

mod input;
mod loader;
mod object;
mod query;
mod snapshot;
mod source;

pub use self::{
    input::{PayFilterInput, PostingFilter},
    loader::{CompanyKey, PostingKey, SnapshotKey},
    object::{
        Company, Pay, Posting, PostingLocation, PostingSkill, SearchHighlights, Skill, TextSpan,
    },
    query::JobsQuery,
    snapshot::PostingSnapshot,
    source::{ConnectorRun, Source},
};
