//! The GraphQL API of postings.

mod company;
mod facets;
mod history;
mod input;
mod loader;
mod location;
mod object;
mod query;
mod skill;
mod snapshot;
mod source;

pub use self::{
    company::Company,
    facets::{FacetValue, PostingConnection, PostingFacets},
    history::{PostingChange, PostingSignal, Reprocessing, SkippedEntries},
    input::{NearFilter, PayFilterInput, PostingFilter, PostingFilterAll, PostingFilterNone},
    loader::{CompanyKey, PostingKey, SnapshotKey},
    location::{PostingLocation, PostingRegion},
    object::{Pay, Posting, SearchHighlights, TextSpan},
    query::JobsQuery,
    skill::{PostingSkill, Skill},
    snapshot::PostingSnapshot,
    source::{ConnectorRun, Source},
};
