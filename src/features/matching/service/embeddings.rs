//! Embeds postings in the background, if an endpoint is configured: open ones that were read and have no vector of their model and text.

use std::{collections::HashMap, sync::Arc, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};

use super::wording;
use crate::{
    error::{Error, Result},
    features::matching::{
        Matching,
        entity::{
            matching_state, person_embedding,
            posting_embedding::{self, Models, Waiting},
            stored_posting::Stored,
        },
    },
    platform::process_tasks::off_reactor,
    types::id::PostingId,
};

/// How long one run embeds; the next one goes on.
const RUN: TimeDelta = TimeDelta::seconds(40);
/// Vectors of other models that one statement deletes.
const DROPPED_AT_ONCE: u64 = 500;

/// How far the work is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmbeddingState {
    /// The models.
    pub models: Vec<String>,
    /// Postings with a vector.
    pub embedded: u64,
    /// Open postings that wait for one.
    pub waiting: i64,
    /// Until when this process leaves the endpoint alone, because it failed.
    pub paused_until: Option<DateTime<Utc>>,
}

/// A text to embed, with the postings that have it.
struct Wording {
    model: String,
    hash: Vec<u8>,
    text: String,
    postings: Vec<Waiting>,
}

impl Matching {
    /// Embeds postings that wait; returns their number. Runs on schedule.
    pub async fn embed_waiting(&self) -> Result<u64> {
        let endpoint = &self.platform.embeddings;
        if !endpoint.is_on() {
            return Ok(0);
        }
        // A run that goes on is not disturbed.
        let Ok(mut pass) = self.pass.try_lock() else {
            return Ok(0);
        };
        if !pass.has_dropped {
            self.drop_other_models().await?;
            pass.has_dropped = true;
        }
        let conn = self.platform.db.conn();
        let read_at = matching_state::read_at(conn).await?;
        if endpoint.paused_until().is_some() || pass.last.is_none() && pass.done_at == read_at {
            return Ok(0);
        }
        if pass.last.is_none() {
            pass.begun_at = read_at;
        }
        let until = self.platform.clock.now() + RUN;
        let (models, batch) = (self.models(), self.platform.config.embeddings.batch);
        let mut embedded = 0;
        loop {
            let waiting = posting_embedding::waiting(conn, models, pass.last, batch).await?;
            let Some(last) = waiting.last().map(|one| one.posting_id) else {
                (pass.last, pass.done_at) = (None, pass.begun_at);
                break;
            };
            match self.embed(waiting).await? {
                Some(count) => embedded += count,
                // The batch is tried again.
                None => break,
            }
            pass.last = Some(last);
            if self.platform.clock.now() >= until {
                break;
            }
        }
        Ok(embedded)
    }

    /// The models as the configuration has them.
    pub(super) fn models(&self) -> Models<'_> {
        let config = &self.platform.config.embeddings;
        Models {
            common: &config.model,
            of: &config.model_of,
        }
    }

    async fn drop_other_models(&self) -> Result<()> {
        let models: Vec<&str> = self
            .platform
            .config
            .embeddings
            .models()
            .into_iter()
            .collect();
        let conn = self.platform.db.conn();
        while posting_embedding::drop_others(conn, &models, DROPPED_AT_ONCE).await? > 0 {}
        person_embedding::drop_others(conn, &models).await?;
        Ok(())
    }

    /// Embeds some postings; none if the endpoint failed.
    async fn embed(&self, waiting: Vec<Waiting>) -> Result<Option<u64>> {
        let conn = self.platform.db.conn();
        let texts = self.texts(waiting).await?;
        let hashes: Vec<Vec<u8>> = texts.iter().map(|one| one.hash.clone()).collect();
        let mut vectors: HashMap<Vec<u8>, Vec<u8>> = posting_embedding::of_texts(conn, &hashes)
            .await?
            .into_iter()
            .collect();
        let new = texts.iter().filter(|one| !vectors.contains_key(&one.hash));
        let mut by_model: HashMap<&str, Vec<&Wording>> = HashMap::new();
        for text in new {
            by_model.entry(&text.model).or_default().push(text);
        }
        let endpoint = &self.platform.embeddings;
        let mut has_failed = false;
        let mut made = Vec::new();
        for (model, texts) in by_model {
            let wordings: Vec<&str> = texts.iter().map(|one| one.text.as_str()).collect();
            match endpoint.embed_each(model, &wordings, Duration::MAX).await {
                Ok(found) => made.extend(texts.iter().map(|one| one.hash.clone()).zip(found)),
                Err(fault) => {
                    tracing::warn!(model, "postings were not embedded: {fault}");
                    has_failed = true;
                }
            }
        }
        let refused = made.iter().filter(|(_, vector)| vector.is_none()).count();
        if refused > 0 {
            tracing::warn!(refused, "the embeddings endpoint refuses texts of postings");
        }
        for (hash, vector) in made {
            vectors.extend(vector.map(|vector| (hash, vector.to_bytes())));
        }
        let mut rows = Vec::new();
        for text in texts {
            let Some(vector) = vectors.get(&text.hash) else {
                continue;
            };
            rows.extend(text.postings.iter().map(|one| posting_embedding::Model {
                posting_id: one.posting_id,
                model: text.model.clone(),
                text_hash: text.hash.clone(),
                vector: vector.clone(),
                read_at: one.read_at,
            }));
        }
        let count = u64::try_from(rows.len()).map_err(Error::internal)?;
        posting_embedding::put(conn, rows).await?;
        Ok((!has_failed).then_some(count))
    }

    /// The texts of postings, each once.
    async fn texts(&self, waiting: Vec<Waiting>) -> Result<Vec<Wording>> {
        let knowledge = self.knowledge().await?;
        let ids: Vec<PostingId> = waiting.iter().map(|one| one.posting_id).collect();
        let stored = Stored::read(self.platform.db.conn(), &ids).await?;
        let config = Arc::clone(&self.platform.config);
        let read = move || {
            let mut texts: HashMap<Vec<u8>, Wording> = HashMap::new();
            for one in waiting {
                let Some(posting) = stored.postings.get(&one.posting_id) else {
                    continue;
                };
                let Some(model) = config.embeddings.model_for(posting.language.as_deref()) else {
                    continue;
                };
                let text = wording::of_posting(&knowledge, posting);
                let hash = wording::hash(model, &text);
                let known = texts.entry(hash.clone()).or_insert_with(|| Wording {
                    model: model.to_owned(),
                    hash,
                    text,
                    postings: Vec::new(),
                });
                known.postings.push(one);
            }
            let texts = texts.into_values().filter(|one| !one.text.is_empty());
            texts.collect()
        };
        off_reactor(read).await
    }

    /// How far the work is; none without an endpoint.
    pub(super) async fn embedding_state(&self) -> Result<Option<EmbeddingState>> {
        let endpoint = &self.platform.embeddings;
        if !endpoint.is_on() {
            return Ok(None);
        }
        let conn = self.platform.db.conn();
        let models: Vec<&str> = self
            .platform
            .config
            .embeddings
            .models()
            .into_iter()
            .collect();
        Ok(Some(EmbeddingState {
            embedded: posting_embedding::count(conn, &models).await?,
            waiting: posting_embedding::count_waiting(conn, self.models()).await?,
            paused_until: endpoint.paused_until(),
            models: models.into_iter().map(str::to_owned).collect(),
        }))
    }
}
