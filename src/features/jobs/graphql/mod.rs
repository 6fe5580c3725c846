//! The GraphQL API of postings.

mod facets;
mod hit;
mod input;
mod loader;
mod object;
mod query;
mod snapshot;
mod source;

pub use self::{
    facets::{FacetValue, PostingConnection, PostingFacets, QueryCorrection},
    hit::{SearchHighlights, SearchReason, TextSpan},
    input::{NearFilter, PayFilterInput, PostingFilter, PostingFilterAll, PostingFilterNone},
    loader::{CompanyKey, PostingKey, SnapshotKey},
    object::{Company, Pay, Posting, PostingLocation, PostingSkill, Skill},
    query::JobsQuery,
    snapshot::PostingSnapshot,
    source::{ConnectorRun, Source},
};
