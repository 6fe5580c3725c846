//! How alike a posting and a profile are by their vectors, and how far embedding is.

use async_graphql::SimpleObject;

use crate::{
    error::{Error, Result},
    features::matching::{EmbeddingState, Similarity},
    graphql::scalar::Instant,
};

/// How alike a posting and a profile are by the vectors that a model made of their texts.
#[derive(SimpleObject)]
pub struct MatchEmbedding {
    /// The model.
    model: String,
    /// The cosine of the angle between the vectors, -1 to 1.
    similarity: f64,
}

impl From<Similarity> for MatchEmbedding {
    fn from(found: Similarity) -> Self {
        Self {
            model: found.model,
            similarity: f64::from(found.similarity),
        }
    }
}

/// How far embedding is.
#[derive(SimpleObject)]
pub struct MatchingEmbeddings {
    /// The models that the configuration names.
    models: Vec<String>,
    /// Postings that have a vector of one of them.
    postings_embedded: i32,
    /// Open postings that wait for one.
    postings_waiting: i32,
    /// Until when the instance that answers leaves the endpoint alone, because it failed; null if it does not.
    paused_until: Option<Instant>,
}

impl TryFrom<EmbeddingState> for MatchingEmbeddings {
    type Error = Error;

    fn try_from(state: EmbeddingState) -> Result<Self> {
        Ok(Self {
            models: state.models,
            postings_embedded: i32::try_from(state.embedded).map_err(Error::internal)?,
            postings_waiting: i32::try_from(state.waiting).map_err(Error::internal)?,
            paused_until: state.paused_until.map(Instant::from),
        })
    }
}
