//! How far the background work is, for admins.

use chrono::{DateTime, Utc};

use crate::{
    error::Result,
    features::matching::{
        EmbeddingState, Matching,
        entity::{imported_taxonomy, matching_state, posting_reading, reading_backlog},
    },
    types::actor::Admin,
};

/// How far the background work is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// The version of the rules and of the taxonomy.
    pub version: String,
    /// The skills of the taxonomy.
    pub skills: usize,
    /// The titles of the taxonomy.
    pub titles: usize,
    /// Postings that were read.
    pub read: i64,
    /// Postings that wait to be read.
    pub waiting: u64,
    /// When the last posting was read.
    pub last_read_at: Option<DateTime<Utc>>,
    /// When the words of all postings were counted last.
    pub counted_at: Option<DateTime<Utc>>,
    /// How far embedding is; none without an endpoint.
    pub embeddings: Option<EmbeddingState>,
    /// Imported classifications.
    pub imported: Vec<ImportedSource>,
}

/// An imported classification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedSource {
    /// `esco` or `onet`.
    pub source: String,
    /// The number of skills.
    pub skills: i32,
    /// The number of titles.
    pub titles: i32,
    /// When it was imported.
    pub imported_at: DateTime<Utc>,
}

impl Matching {
    /// How far the background work is.
    pub async fn state(&self, _: &Admin) -> Result<State> {
        self.progress().await
    }

    /// The same, for the command line.
    pub async fn progress(&self) -> Result<State> {
        let knowledge = self.knowledge().await?;
        let conn = self.platform.db.conn();
        let read = posting_reading::count(conn).await?;
        let state = matching_state::get(conn).await?;
        let last_read_at = state.as_ref().and_then(|state| state.read_at);
        let counted = state.map(|state| state.counted_at);
        let imported = imported_taxonomy::all().all(conn).await?;
        Ok(State {
            version: knowledge.version.clone(),
            skills: knowledge.taxonomy.skills().len(),
            titles: knowledge.taxonomy.titles().len(),
            read,
            waiting: reading_backlog::count(conn).await?,
            embeddings: self.embedding_state().await?,
            last_read_at,
            counted_at: counted.filter(|at| *at > DateTime::<Utc>::UNIX_EPOCH),
            imported: imported
                .into_iter()
                .map(|row| ImportedSource {
                    source: row.source,
                    skills: row.skills,
                    titles: row.titles,
                    imported_at: row.imported_at,
                })
                .collect(),
        })
    }
}
