//! The face of the catalogue.

mod input;
mod loader;
mod object;
mod query;

pub use self::{
    input::{JobFilter, PayFilterInput},
    loader::{CompanyKey, PostingKey, SnapshotKey},
    object::{
        Company, ConnectorRun, Pay, Posting, PostingLocation, PostingSkill, PostingSnapshot, SearchHighlights, Skill, Source, TextSpan,
    },
    query::JobsQuery,
};
