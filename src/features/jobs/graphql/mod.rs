//! The GraphQL API of postings.

mod facets;
mod input;
mod loader;
mod location;
mod object;
mod query;
mod snapshot;
mod source;

pub use self::{
    facets::{FacetValue, PostingConnection, PostingFacets},
    input::{NearFilter, PayFilterInput, PostingFilter, PostingFilterAll, PostingFilterNone},
    loader::{CompanyKey, PostingKey, SnapshotKey},
    location::{PostingLocation, PostingRegion},
    object::{Company, Pay, Posting, PostingSkill, SearchHighlights, Skill, TextSpan},
    query::JobsQuery,
    snapshot::PostingSnapshot,
    source::{ConnectorRun, Source},
};
