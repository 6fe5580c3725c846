//! Snapshots of postings: an application keeps a copy of its posting, which outlives the posting.

use sea_orm::{ActiveValue::Set, ConnectionTrait};

use crate::{
    error::{Error, Result},
    features::jobs::{Jobs, PostingRow, SnapshotContent, SnapshotRow, entity::posting_snapshot},
    platform::hashing::content_hash,
    types::id::SnapshotId,
};

impl Jobs {
    /// Takes a snapshot of the posting inside the caller's transaction; equal snapshots are stored once.
    pub async fn snapshot(
        &self,
        conn: &impl ConnectionTrait,
        posting: &PostingRow,
    ) -> Result<SnapshotRow> {
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
        let copy = posting_snapshot::ActiveModel {
            id: Set(SnapshotId(self.platform.clock.new_id())),
            hash: Set(hash.clone()),
            posting_id: Set(Some(posting.id)),
            content: Set(content),
            taken_at: Set(self.platform.clock.now()),
        };
        posting_snapshot::keep(conn, copy, &hash)
            .await?
            .ok_or_else(|| Error::internal("the copy of the posting is not there"))
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
