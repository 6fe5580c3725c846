//! The GraphQL API of postings.

mod company;
mod facets;
mod highlights;
mod history;
mod input;
mod loader;
mod location;
mod object;
mod pay;
mod query;
mod skill;
mod snapshot;
mod source;
mod warning;

pub use self::{
    company::Company,
    facets::{FacetValue, PostingConnection, PostingFacets, QueryCorrection},
    highlights::{SearchHighlights, SearchReason, TextSpan},
    history::{PostingChange, PostingSignal, Reprocessing, SkippedEntries},
    input::{NearFilter, PayFilterInput, PostingFilter, PostingFilterAll, PostingFilterNone},
    loader::{CompanyKey, PostingKey, SnapshotKey},
    location::{PostingLocation, PostingRegion},
    object::Posting,
    pay::{Pay, PayInEuros, YearlyPay},
    query::JobsQuery,
    skill::{PostingSkill, Skill},
    snapshot::PostingSnapshot,
    source::{ConnectorRun, Source},
};
