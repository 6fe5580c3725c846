//! Reads postings in the background: those that are new or changed, and all of them when the rules or the taxonomy change.

use std::{collections::HashMap, sync::Arc};

use chrono::{DateTime, TimeDelta, Utc};
use matching::{corpus::Corpus, prepared::Posting};
use sea_orm::ConnectionTrait;

use super::{
    compressed::{pack, unpack},
    source::prepare,
};
use crate::{
    error::{Error, Result},
    features::matching::{
        Knowledge, Matching,
        entity::{matching_state, posting_reading, reading_backlog, stored_posting::Stored},
    },
    types::id::PostingId,
};

/// Postings that are read in one transaction.
const BATCH: u64 = 200;
/// How long one run reads; the next one goes on.
const RUN: TimeDelta = TimeDelta::seconds(40);
/// Readings that the corpus counts at most, the newest.
const COUNTED_MAX: u64 = 5_000;
/// The corpus is counted again when it is so old.
const CORPUS_AGE: TimeDelta = TimeDelta::days(1);

impl Matching {
    /// Reads postings that wait; returns their number. Runs on schedule.
    pub async fn read_waiting(&self) -> Result<u64> {
        let conn = self.platform.db.conn();
        let version = matching_state::version(conn).await?;
        if version.is_none() && reading_backlog::count(conn).await? == 0 {
            // Without postings, nothing is built or written.
            return Ok(0);
        }
        let knowledge = self.knowledge().await?;
        if version.as_ref() != Some(&knowledge.version) {
            self.begin_version(&knowledge).await?;
        }
        let until = self.platform.clock.now() + RUN;
        let mut read = 0;
        loop {
            let batch = self.read_batch(&knowledge).await?;
            read += batch;
            if batch == 0 || self.platform.clock.now() >= until {
                break;
            }
        }
        if read > 0 {
            self.count_again(&knowledge).await?;
        }
        Ok(read)
    }

    /// Lets all open postings wait, because they were read with another version.
    async fn begin_version(&self, knowledge: &Knowledge) -> Result<()> {
        let tx = self.platform.begin().await?;
        reading_backlog::add_all(&tx).await?;
        let state = matching_state::get(&tx).await?;
        let (corpus, postings) = match state {
            Some(state) => (state.corpus, state.postings),
            None => (pack(&Corpus::default())?, 0),
        };
        let state = matching_state::Model {
            id: 0,
            version: knowledge.version.clone(),
            corpus,
            postings,
            // So that the words are counted with the first readings.
            counted_at: DateTime::<Utc>::UNIX_EPOCH,
            read_at: None,
        };
        matching_state::put(&tx, state).await?;
        tx.commit().await
    }

    async fn read_batch(&self, knowledge: &Arc<Knowledge>) -> Result<u64> {
        let conn = self.platform.db.conn();
        let ids = reading_backlog::next(conn, BATCH).await?;
        if ids.is_empty() {
            return Ok(0);
        }
        // Outside of the transaction, because reading takes longer than writers should wait.
        let before = Stored::read(conn, &ids).await?;
        let prepared = self.prepare(knowledge, before.clone()).await?;
        let now = self.platform.clock.now();
        let tx = self.platform.begin().await?;
        let after = Stored::read(&tx, &ids).await?;
        let mut rows = Vec::with_capacity(prepared.len());
        // What has changed meanwhile waits for the next batch.
        for (id, posting) in prepared
            .into_iter()
            .filter(|(id, _)| before.has_same(*id, &after))
        {
            rows.push(posting_reading::Model {
                posting_id: id,
                version: knowledge.version.clone(),
                title_id: posting.title_id.clone(),
                body: pack(&posting)?,
                read_at: now,
            });
        }
        let done: Vec<PostingId> = rows.iter().map(|row| row.posting_id).collect();
        posting_reading::put(&tx, rows).await?;
        reading_backlog::done(&tx, &done).await?;
        matching_state::note_read(&tx, now).await?;
        tx.commit().await?;
        u64::try_from(done.len()).map_err(Error::internal)
    }

    async fn prepare(
        &self,
        knowledge: &Arc<Knowledge>,
        stored: Stored,
    ) -> Result<Vec<(PostingId, Posting)>> {
        let (knowledge, rates) = (Arc::clone(knowledge), Arc::clone(self.jobs.rates()));
        let read = move || {
            let postings = stored.postings.values();
            let read = postings.map(|posting| {
                let places = stored.places_of(posting.id);
                (posting.id, prepare(&knowledge, &rates, posting, places))
            });
            read.collect()
        };
        tokio::task::spawn_blocking(read)
            .await
            .map_err(Error::internal)
    }

    /// Reads these postings now.
    pub(super) async fn prepared(
        &self,
        conn: &impl ConnectionTrait,
        knowledge: &Arc<Knowledge>,
        ids: &[PostingId],
    ) -> Result<Vec<(PostingId, Posting)>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let stored = Stored::read(conn, ids).await?;
        self.prepare(knowledge, stored).await
    }

    /// The prepared postings; those that were not read yet, or with another version, are read now.
    pub(super) async fn readings(
        &self,
        knowledge: &Arc<Knowledge>,
        ids: &[PostingId],
    ) -> Result<HashMap<PostingId, Posting>> {
        let conn = self.platform.db.conn();
        let rows = posting_reading::of(ids).all(conn).await?;
        let mut found = HashMap::with_capacity(ids.len());
        for row in rows.iter().filter(|row| row.version == knowledge.version) {
            found.insert(row.posting_id, unpack(&row.body)?);
        }
        let missing: Vec<PostingId> = ids
            .iter()
            .filter(|id| !found.contains_key(id))
            .copied()
            .collect();
        found.extend(self.prepared(conn, knowledge, &missing).await?);
        Ok(found)
    }

    /// Counts the words of the newest readings again, if there are many more or fewer than at the last count, or a day has passed.
    async fn count_again(&self, knowledge: &Knowledge) -> Result<()> {
        let conn = self.platform.db.conn();
        let Some(state) = matching_state::get(conn).await? else {
            return Ok(());
        };
        let now = self.platform.clock.now();
        let postings = posting_reading::count(conn).await?;
        let differs = (postings - state.postings).abs() * 5 > state.postings;
        if postings == 0 || !differs && now < state.counted_at + CORPUS_AGE {
            return Ok(());
        }
        let mut corpus = Corpus::default();
        for row in posting_reading::newest(conn, COUNTED_MAX).await? {
            if row.version == knowledge.version {
                corpus.add(&unpack(&row.body)?);
            }
        }
        corpus.finish();
        let state = matching_state::Model {
            corpus: pack(&corpus)?,
            postings,
            counted_at: now,
            ..state
        };
        matching_state::put(conn, state).await?;
        self.forget_knowledge().await;
        Ok(())
    }
}
