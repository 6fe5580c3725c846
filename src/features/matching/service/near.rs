//! Postings that are near to a person by their vectors. They are candidates, nothing more: no score and no explanation reads a vector. Without an
//! endpoint nothing is asked for, and whatever fails here leaves matches as they are without it.

use std::{
    collections::{BTreeMap, BinaryHeap, HashMap},
    sync::Arc,
    time::Duration,
};

use tokio::time::{Instant, timeout_at};

use super::wording;
use crate::{
    error::Result,
    features::matching::{
        Matching, Subject,
        entity::{person_embedding, posting_embedding},
    },
    platform::{embeddings::Fault, process_tasks::off_reactor},
    types::{actor::Actor, id::PostingId, vector::Vector},
};

/// How long a query waits for what is near.
pub(super) const IN_QUERY: Duration = Duration::from_secs(2);
/// How long background work waits for it.
pub(super) const IN_BACKGROUND: Duration = Duration::from_mins(1);
/// Vectors that are read and compared at once.
const PAGE: u64 = 1_000;

/// How alike the texts of a posting and of a person are.
#[derive(Clone, Debug, PartialEq)]
pub struct Similarity {
    /// The model that made both vectors.
    pub model: String,
    /// The cosine of their angle, -1 to 1.
    pub similarity: f32,
}

/// The nearest postings so far: the least near is the greatest.
struct Nearest {
    heap: BinaryHeap<Near>,
    limit: usize,
}

/// A posting with how near it is; the order is that of the distance.
#[derive(PartialEq)]
struct Near {
    similarity: f32,
    id: PostingId,
}

impl Eq for Near {}

impl Ord for Near {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let by_distance = other.similarity.total_cmp(&self.similarity);
        by_distance.then_with(|| other.id.0.cmp(&self.id.0))
    }
}

impl PartialOrd for Near {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Nearest {
    fn offer(&mut self, similarity: f32, id: PostingId) {
        self.heap.push(Near { similarity, id });
        if self.heap.len() > self.limit {
            self.heap.pop();
        }
    }

    /// The ids, the nearest first.
    fn into_ids(self) -> Vec<PostingId> {
        let sorted = self.heap.into_sorted_vec();
        sorted.into_iter().map(|near| near.id).collect()
    }
}

impl Matching {
    /// The open postings that are nearest to the user, by each model. None without an endpoint, or if it does not answer in this time.
    pub(super) async fn near(
        &self,
        actor: &Actor,
        subject: &Subject,
        within: Duration,
    ) -> Vec<PostingId> {
        if !self.platform.embeddings.is_on() {
            return Vec::new();
        }
        let until = Instant::now() + within;
        let finding = async {
            let mut found = Vec::new();
            for (model, vector) in self.vectors(actor, subject, until).await? {
                found.extend(self.nearest(&model, vector, until).await?);
            }
            Ok::<_, crate::error::Error>(found)
        };
        match finding.await {
            Ok(found) => found,
            Err(error) => {
                let cause = error.cause().map(ToString::to_string);
                tracing::warn!(cause, "nothing near by vectors was found: {error}");
                Vec::new()
            }
        }
    }

    /// How alike the user and these postings are, of postings that have a vector. Empty without an endpoint.
    pub async fn similarities(
        &self,
        actor: &Actor,
        subject: &Subject,
        ids: &[PostingId],
    ) -> Result<HashMap<PostingId, Similarity>> {
        if !self.platform.embeddings.is_on() {
            return Ok(HashMap::new());
        }
        let until = Instant::now() + IN_QUERY;
        let vectors = self.vectors(actor, subject, until).await?;
        let conn = self.platform.db.conn();
        let rows = posting_embedding::of(ids).all(conn).await?;
        let found = rows.into_iter().filter_map(|row| {
            let similarity = vectors.get(&row.model)?.similarity(&row.vector)?;
            let model = row.model;
            Some((row.posting_id, Similarity { model, similarity }))
        });
        Ok(found.collect())
    }

    /// The vectors of the user by model: those that are kept, and new ones if titles or skills have changed. A model whose vector cannot be made now
    /// is left out.
    async fn vectors(
        &self,
        actor: &Actor,
        subject: &Subject,
        until: Instant,
    ) -> Result<BTreeMap<String, Vector>> {
        let mut vectors = BTreeMap::new();
        let text = subject.wording.as_str();
        if text.is_empty() {
            return Ok(vectors);
        }
        let conn = self.platform.db.conn();
        let kept = person_embedding::of(actor).all(conn).await?;
        for model in self.platform.config.embeddings.models() {
            let hash = wording::hash(model, text);
            let is_kept =
                |row: &&person_embedding::Model| row.model == model && row.text_hash == hash;
            if let Some(row) = kept.iter().find(is_kept) {
                vectors.insert(model.to_owned(), Vector::from_bytes(&row.vector));
                continue;
            }
            let left = until.saturating_duration_since(Instant::now());
            let made = self.platform.embeddings.embed(model, &[text], left).await;
            let vector = match made.map(|made| made.into_iter().next()) {
                Ok(Some(vector)) => vector,
                Ok(None) | Err(Fault::Paused) => continue,
                Err(fault) => {
                    tracing::warn!(model, "a profile was not embedded: {fault}");
                    continue;
                }
            };
            let row = person_embedding::Model {
                user_id: actor.user_id,
                model: model.to_owned(),
                text_hash: hash,
                vector: vector.to_bytes(),
                embedded_at: self.platform.clock.now(),
            };
            person_embedding::put(conn, row).await?;
            vectors.insert(model.to_owned(), vector);
        }
        Ok(vectors)
    }

    /// The open postings whose vectors are nearest, the nearest first: all are compared, the newest first, until the time is over.
    async fn nearest(&self, model: &str, vector: Vector, until: Instant) -> Result<Vec<PostingId>> {
        let conn = self.platform.db.conn();
        let limit = self.platform.config.embeddings.candidates;
        if posting_embedding::has_pgvector(conn).await? {
            let found = posting_embedding::nearest(conn, model, &vector, limit);
            return Ok(timeout_at(until, found).await.unwrap_or(Ok(Vec::new()))?);
        }
        let vector = Arc::new(vector);
        let mut nearest = Nearest {
            heap: BinaryHeap::new(),
            limit,
        };
        let mut last = None;
        while Instant::now() < until {
            let rows = posting_embedding::page(conn, model, last, PAGE).await?;
            last = rows.last().map(|(id, _)| *id);
            if last.is_none() {
                break;
            }
            let vector = Arc::clone(&vector);
            let compare = move || {
                for (id, other) in rows {
                    if let Some(similarity) = vector.similarity(&other) {
                        nearest.offer(similarity, id);
                    }
                }
                nearest
            };
            nearest = off_reactor(compare).await?;
        }
        Ok(nearest.into_ids())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_are_kept_and_come_first() {
        let id = |number: u128| PostingId(uuid::Uuid::from_u128(number));
        let mut nearest = Nearest {
            heap: BinaryHeap::new(),
            limit: 3,
        };
        for (number, similarity) in (1..).zip([0.1, 0.9, -0.5, 0.9, 0.3, 0.2]) {
            nearest.offer(similarity, id(number));
        }
        assert_eq!(nearest.into_ids(), [id(4), id(2), id(5)]);
    }
}
