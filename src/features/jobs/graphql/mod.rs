//! The face of the catalogue.

mod input;
mod loader;
mod object;
mod query;
mod source;

pub use self::{
    input::{JobFilter, PayFilterInput},
    loader::{CompanyKey, PostingKey, SnapshotKey},
    object::{Company, Pay, Posting, PostingLocation, PostingSkill, PostingSnapshot, SearchHighlights, Skill, TextSpan},
    query::JobsQuery,
    source::{ConnectorRun, Source},
};
