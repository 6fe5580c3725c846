//! Snapshots of postings: an application keeps a copy of its posting, which outlives the posting.

use std::collections::HashMap;

use sea_orm::ConnectionTrait;

use crate::{
    error::{Error, Result},
    features::jobs::{
        Jobs, PostingRow, SnapshotContent, SnapshotRow,
        entity::{posting, posting_snapshot},
    },
    platform::hashing::content_hash,
    types::id::{PostingId, SnapshotId},
};

/// Postings, with their texts, that are copied at once.
const BATCH: usize = 200;

impl Jobs {
    /// Takes a snapshot of the posting inside the caller's transaction; equal snapshots are stored once.
    pub async fn snapshot(
        &self,
        conn: &impl ConnectionTrait,
        posting: &PostingRow,
    ) -> Result<SnapshotRow> {
        let copy = self.copy(posting)?;
        let hash = copy.hash.clone();
        posting_snapshot::keep(conn, vec![copy], &[hash])
            .await?
            .pop()
            .ok_or_else(|| Error::internal("the copy of the posting is not there"))
    }

    /// Takes snapshots of these postings inside the caller's transaction, a batch by two statements. Hidden postings have none.
    pub async fn snapshots(
        &self,
        conn: &impl ConnectionTrait,
        postings: &[PostingId],
    ) -> Result<HashMap<PostingId, SnapshotId>> {
        let mut taken = HashMap::new();
        for ids in postings.chunks(BATCH) {
            let rows = posting::shown_by_ids(ids).all(conn).await?;
            let copies = rows.iter().map(|posting| self.copy(posting));
            let copies: Vec<SnapshotRow> = copies.collect::<Result<_>>()?;
            let hashes: Vec<String> = copies.iter().map(|copy| copy.hash.clone()).collect();
            let stored = posting_snapshot::keep(conn, copies, &hashes).await?;
            let by_posting = stored
                .into_iter()
                .filter_map(|row| Some((row.posting_id?, row.id)));
            taken.extend(by_posting);
        }
        Ok(taken)
    }

    /// A copy of a posting that is taken now.
    fn copy(&self, posting: &PostingRow) -> Result<SnapshotRow> {
        let content = SnapshotContent {
            title: posting.title.clone(),
            company: posting.company_name.clone(),
            description: posting.description.clone(),
            location: posting.location.clone(),
            url: posting.url.clone(),
            remote_mode: posting.remote_mode,
            employment_type: posting.employment_type,
            seniority: posting.seniority,
            pay_min: posting.pay_min,
            pay_max: posting.pay_max,
            pay_currency: posting.pay_currency.clone(),
            pay_period: posting.pay_period,
        };
        // The id is part of the hash: two postings with equal text have two snapshots.
        let hash =
            content_hash(&serde_json::to_vec(&(posting.id, &content)).map_err(Error::internal)?);
        Ok(SnapshotRow {
            id: SnapshotId(self.platform.clock.new_id()),
            hash,
            posting_id: Some(posting.id),
            content,
            taken_at: self.platform.clock.now(),
        })
    }

    /// Deletes unused snapshots inside the caller's transaction.
    pub async fn forget_snapshots(
        &self,
        conn: &impl ConnectionTrait,
        ids: Vec<SnapshotId>,
    ) -> Result<()> {
        if ids.is_empty() {
            Ok(())
        } else {
            Ok(posting_snapshot::forget(conn, ids).await?)
        }
    }
}
