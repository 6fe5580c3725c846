//! Closes postings: those missing from two runs, and all of a board that no longer exists.

use std::collections::HashSet;

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ConnectionTrait;

use crate::{
    error::Result,
    features::jobs::{
        CloseReason, Jobs, SourceRow,
        entity::{
            posting,
            posting_change::{Change, What},
            posting_source,
        },
    },
    types::{id::PostingId, schema_name::schema_name},
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
            let tx = self.platform.begin().await?;
            posting::mark_seen(&tx, &postings, now).await?;
            let open = posting::reopen(&tx, &postings, now).await?;
            let changes = open.into_iter().map(|(id, reason)| reopened(id, reason));
            self.note(&tx, changes.collect()).await?;
            tx.commit().await?;
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
        self.mark_missing(source, &missing, now).await?;
        self.close(&gone, CloseReason::Removed, now).await
    }

    pub(super) async fn close_board(&self, source: &SourceRow, now: DateTime<Utc>) -> Result<u64> {
        let known = posting_source::of_board(&source.connector, &source.board)
            .all(self.platform.db.conn())
            .await?;
        self.mark_missing(source, &known, now).await?;
        let postings: Vec<PostingId> = known.into_iter().map(|entry| entry.posting_id).collect();
        self.close(&postings, CloseReason::BoardGone, now).await
    }

    /// Marks entries as no longer listed; their postings get the address of an entry that is.
    pub(super) async fn mark_missing(
        &self,
        source: &SourceRow,
        entries: &[posting_source::Model],
        now: DateTime<Utc>,
    ) -> Result<()> {
        for entries in entries.chunks(500) {
            let ids: Vec<String> = entries
                .iter()
                .map(|entry| entry.external_id.clone())
                .collect();
            let led: Vec<PostingId> = entries
                .iter()
                .filter(|entry| entry.leads || entry.title_key.is_none())
                .map(|entry| entry.posting_id)
                .collect();
            let tx = self.platform.begin().await?;
            posting_source::mark_missing(&tx, &source.connector, &source.board, &ids, now).await?;
            let moved = self.promote(&tx, &led).await?;
            tx.commit().await?;
            self.signal_changes(moved).await;
        }
        Ok(())
    }

    /// Closes the postings whose deadline has passed; returns their number.
    pub(in crate::features::jobs::service) async fn close_expired(&self) -> Result<usize> {
        let now = self.platform.clock.now();
        let overdue = posting::overdue(self.platform.db.conn(), now).await?;
        for ids in overdue.chunks(500) {
            self.close_open(ids, CloseReason::Expired, now).await?;
        }
        Ok(overdue.len())
    }

    /// A posting that another board still lists stays open.
    pub(super) async fn close(
        &self,
        postings: &[PostingId],
        reason: CloseReason,
        now: DateTime<Utc>,
    ) -> Result<u64> {
        let mut closed = 0;
        for ids in postings.chunks(500) {
            let alive = posting_source::still_listed(self.platform.db.conn(), ids).await?;
            let gone: Vec<PostingId> = ids
                .iter()
                .copied()
                .filter(|id| !alive.contains(id))
                .collect();
            closed += self.close_open(&gone, reason, now).await?;
        }
        Ok(closed)
    }

    /// Closes those that are open, with an entry in their histories.
    async fn close_open(
        &self,
        ids: &[PostingId],
        reason: CloseReason,
        now: DateTime<Utc>,
    ) -> Result<u64> {
        if ids.is_empty() {
            return Ok(0);
        }
        let tx = self.platform.begin().await?;
        let done = self.close_within(&tx, ids, reason, now).await?;
        tx.commit().await?;
        self.signal_changes(done).await;
        Ok(done as u64)
    }

    /// The same within the caller's transaction; returns the number of those that were open.
    pub(in crate::features::jobs::service) async fn close_within(
        &self,
        conn: &impl ConnectionTrait,
        ids: &[PostingId],
        reason: CloseReason,
        now: DateTime<Utc>,
    ) -> Result<usize> {
        if ids.is_empty() {
            return Ok(0);
        }
        let done = posting::close(conn, ids, reason, now).await?;
        let changes = done.iter().map(|id| closed(*id, reason));
        self.note(conn, changes.collect()).await?;
        Ok(done.len())
    }
}

/// The change of a posting that was closed.
fn closed(posting: PostingId, reason: CloseReason) -> Change {
    Change {
        posting,
        what: What::Closed,
        before: None,
        after: Some(schema_name(reason).to_owned()),
    }
}

/// The change of a posting that is listed again.
pub(in crate::features::jobs::service) fn reopened(
    posting: PostingId,
    reason: Option<CloseReason>,
) -> Change {
    Change {
        posting,
        what: What::Reopened,
        before: reason.map(|reason| schema_name(reason).to_owned()),
        after: None,
    }
}
