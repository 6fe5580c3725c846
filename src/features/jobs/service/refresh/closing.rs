//! Closes postings: those missing from two runs, and all of a board that no longer exists.

use std::collections::HashSet;

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    error::Result,
    features::jobs::{
        CloseReason, Jobs, SourceRow,
        entity::{posting, posting_source},
    },
    types::id::PostingId,
};

impl Jobs {
    /// The listing is unchanged: its entries are still listed, and missing ones stay missing.
    pub(super) async fn keep(&self, source: &SourceRow, now: DateTime<Utc>) -> Result<u64> {
        let known = posting_source::of_board(&source.connector, &source.board)
            .all(self.platform.db.conn())
            .await?;
        let present: Vec<(String, PostingId)> = known
            .into_iter()
            .filter(|entry| entry.missing_since.is_none())
            .map(|entry| (entry.external_id, entry.posting_id))
            .collect();
        for entries in present.chunks(500) {
            let (ids, postings): (Vec<String>, Vec<PostingId>) = entries.iter().cloned().unzip();
            posting_source::mark_seen(
                self.platform.db.conn(),
                &source.connector,
                &source.board,
                &ids,
                now,
            )
            .await?;
            posting::mark_seen(self.platform.db.conn(), &postings, now).await?;
            self.signal_changes(postings.len()).await;
        }
        self.close_missing(
            source,
            &present.into_iter().map(|(id, _)| id).collect(),
            now,
        )
        .await
    }

    /// Closes the postings that two complete runs, hours apart, did not find.
    pub(super) async fn close_missing(
        &self,
        source: &SourceRow,
        present: &HashSet<String>,
        now: DateTime<Utc>,
    ) -> Result<u64> {
        let known = posting_source::of_board(&source.connector, &source.board)
            .all(self.platform.db.conn())
            .await?;
        let patience = TimeDelta::hours(self.platform.config.sources.close_after_hours);
        let missing: Vec<_> = known
            .into_iter()
            .filter(|entry| !present.contains(&entry.external_id))
            .collect();
        let gone: Vec<PostingId> = missing
            .iter()
            .filter(|entry| {
                entry
                    .missing_since
                    .is_some_and(|since| now - since >= patience)
            })
            .map(|entry| entry.posting_id)
            .collect();
        let ids: Vec<String> = missing.into_iter().map(|entry| entry.external_id).collect();
        for ids in ids.chunks(500) {
            posting_source::mark_missing(
                self.platform.db.conn(),
                &source.connector,
                &source.board,
                ids,
                now,
            )
            .await?;
        }
        self.close(&gone, CloseReason::Removed, now).await
    }

    pub(super) async fn close_board(&self, source: &SourceRow, now: DateTime<Utc>) -> Result<u64> {
        let known = posting_source::of_board(&source.connector, &source.board)
            .all(self.platform.db.conn())
            .await?;
        let ids: Vec<String> = known
            .iter()
            .map(|entry| entry.external_id.clone())
            .collect();
        for ids in ids.chunks(500) {
            posting_source::mark_missing(
                self.platform.db.conn(),
                &source.connector,
                &source.board,
                ids,
                now,
            )
            .await?;
        }
        let postings: Vec<PostingId> = known.into_iter().map(|entry| entry.posting_id).collect();
        self.close(&postings, CloseReason::BoardGone, now).await
    }

    /// A posting that another board still lists stays open.
    async fn close(
        &self,
        postings: &[PostingId],
        reason: CloseReason,
        now: DateTime<Utc>,
    ) -> Result<u64> {
        let mut closed = 0;
        for ids in postings.chunks(500) {
            let alive = posting_source::still_advertised(self.platform.db.conn(), ids).await?;
            let gone: Vec<PostingId> = ids
                .iter()
                .copied()
                .filter(|id| !alive.contains(id))
                .collect();
            closed += posting::close(self.platform.db.conn(), &gone, reason, now).await?;
            self.signal_changes(gone.len()).await;
        }
        Ok(closed)
    }
}
