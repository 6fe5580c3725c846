//! The GraphQL API of postings.

mod facets;
mod input;
mod loader;
mod object;
mod query;
mod snapshot;
mod source;

pub use self::{
    facets::{FacetValue, PostingConnection, PostingFacets},
    input::{NearFilter, PayFilterInput, PostingFilter, PostingFilterAll, PostingFilterNone},
    loader::{CompanyKey, PostingKey, SnapshotKey},
    object::{
        Company, Pay, Posting, PostingLocation, PostingSkill, SearchHighlights, Skill, TextSpan,
    },
    query::JobsQuery,
    snapshot::PostingSnapshot,
    source::{ConnectorRun, Source},
};
