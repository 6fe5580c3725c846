//! How far the background work of matching is.

use async_graphql::SimpleObject;

use super::embedding::MatchingEmbeddings;
use crate::{
    error::{Error, Result},
    features::matching::{Classification, ImportedSource, State},
    graphql::scalar::Instant,
};

/// How far the background work of matching is.
#[derive(SimpleObject)]
pub struct MatchingState {
    /// The version of the rules and of the taxonomy; postings are read again when it changes.
    version: String,
    /// The skills of the taxonomy.
    skills: i32,
    /// The job titles of the taxonomy.
    titles: i32,
    /// Postings that were read.
    postings_read: i32,
    /// Postings that wait to be read: new and changed ones, and all after a change of the version.
    postings_waiting: i32,
    /// When the last posting was read.
    last_read_at: Option<Instant>,
    /// When the words of all postings were counted last.
    counted_at: Option<Instant>,
    /// How far embedding is; null without an endpoint for embeddings.
    embeddings: Option<MatchingEmbeddings>,
    /// Classifications that were imported with `careergraph taxonomy import`.
    imported: Vec<ImportedTaxonomy>,
}

/// An imported classification.
#[derive(SimpleObject)]
pub struct ImportedTaxonomy {
    /// `esco` or `onet`.
    source: String,
    /// The number of skills.
    skills: i32,
    /// The number of job titles.
    titles: i32,
    /// When it was imported.
    imported_at: Instant,
    /// The acknowledgement that its licence asks for; show it where its names are shown.
    acknowledgement: Option<&'static str>,
}

impl TryFrom<State> for MatchingState {
    type Error = Error;

    fn try_from(state: State) -> Result<Self> {
        Ok(Self {
            version: state.version,
            skills: i32::try_from(state.skills).map_err(Error::internal)?,
            titles: i32::try_from(state.titles).map_err(Error::internal)?,
            postings_read: i32::try_from(state.read).map_err(Error::internal)?,
            postings_waiting: i32::try_from(state.waiting).map_err(Error::internal)?,
            last_read_at: state.last_read_at.map(Instant::from),
            counted_at: state.counted_at.map(Instant::from),
            embeddings: state
                .embeddings
                .map(MatchingEmbeddings::try_from)
                .transpose()?,
            imported: state
                .imported
                .into_iter()
                .map(ImportedTaxonomy::from)
                .collect(),
        })
    }
}

impl From<ImportedSource> for ImportedTaxonomy {
    fn from(one: ImportedSource) -> Self {
        Self {
            acknowledgement: Classification::acknowledgement_of(&one.source),
            source: one.source,
            skills: one.skills,
            titles: one.titles,
            imported_at: one.imported_at.into(),
        }
    }
}
