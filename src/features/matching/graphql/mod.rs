//! The GraphQL API of matching.

mod difference;
mod embedding;
mod kinds;
mod loader;
mod mutation;
mod query;
mod requirements;
mod score;
mod skill;
mod span;
mod state;
mod suggestion;

pub use self::{
    loader::{AskedOfPosting, EmbeddingOfPosting, MatchOfPosting, SubjectOfViewer},
    mutation::MatchingMutation,
    query::{MatchingOfViewer, MatchingQuery},
    requirements::{PostingRequirements, requirements_of},
    score::{MatchScore, match_of},
    span::PostingSpan,
    suggestion::{ProfileSuggestion, suggestions},
};
