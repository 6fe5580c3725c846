//! The GraphQL API of postings.

mod facets;
mod hit;
mod input;
mod loader;
mod location;
mod object;
mod query;
mod snapshot;
mod source;

pub use self::{
    facets::{FacetValue, PostingConnection, PostingFacets, QueryCorrection},
    hit::{SearchHighlights, SearchReason, TextSpan},
    input::{NearFilter, PayFilterInput, PostingFilter, PostingFilterAll, PostingFilterNone},
    loader::{CompanyKey, PostingKey, SnapshotKey},
    location::{PostingLocation, PostingRegion},
    object::{Company, Pay, Posting, PostingSkill, Skill},
    query::JobsQuery,
    snapshot::PostingSnapshot,
    source::{ConnectorRun, Source},
};
