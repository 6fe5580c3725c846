//! The GraphQL API of postings.

mod company;
mod history;
mod input;
mod loader;
mod object;
mod query;
mod skill;
mod snapshot;
mod source;

pub use self::{
    company::Company,
    history::{PostingChange, PostingSignal, Reprocessing, SkippedEntries},
    input::{PayFilterInput, PostingFilter},
    loader::{CompanyKey, PostingKey, SnapshotKey},
    object::{Pay, Posting, PostingLocation, SearchHighlights, TextSpan},
    query::JobsQuery,
    skill::{PostingSkill, Skill},
    snapshot::PostingSnapshot,
    source::{ConnectorRun, Source},
};
