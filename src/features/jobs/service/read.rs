//! Reads of postings and related data, in batches: one statement for each, kept in this process for a moment.

use std::{collections::HashMap, hash::Hash, sync::Arc};

use uuid::Uuid;

use crate::{
    error::Result,
    features::jobs::{
        CompanyRow, Description, Jobs, LocationRow, PostingCard, PostingRow, PostingSkill,
        SnapshotRow,
        entity::{
            company, posting, posting_location, posting_skill, posting_snapshot, posting_source,
        },
    },
    platform::{
        cache::{Generation, PUBLIC_DATA, PublicRow},
        db::padded,
    },
    types::id::{CompanyId, PostingId, SnapshotId},
};

impl PublicRow for PostingCard {}
impl PublicRow for CompanyRow {}
impl PublicRow for Vec<Arc<PostingSkill>> {}
impl PublicRow for Vec<LocationRow> {}

impl PublicRow for Description {
    fn weight(&self) -> u32 {
        u32::try_from(self.text.len() / 1_024).map_or(u32::MAX, |kib| kib.saturating_add(1))
    }
}

impl Jobs {
    /// A row that this process read a moment ago.
    #[must_use]
    pub fn kept<R: PublicRow>(&self, id: Uuid) -> Option<Arc<R>> {
        self.platform.rows.get(id)
    }

    /// These postings, open or closed; unknown ids and hidden postings are missing from the result.
    pub async fn batch_postings(
        &self,
        ids: &[PostingId],
    ) -> Result<HashMap<PostingId, Arc<PostingCard>>> {
        let generation = self.platform.rows.generation();
        let cards = posting::cards(self.platform.db.conn(), &padded(ids)).await?;
        Ok(self.remember(
            generation,
            cards.into_iter().map(|card| (card.id, card)),
            |id| id.0,
        ))
    }

    /// The descriptions of these postings.
    pub async fn batch_descriptions(
        &self,
        ids: &[PostingId],
    ) -> Result<HashMap<PostingId, Arc<Description>>> {
        let generation = self.platform.rows.generation();
        let texts = posting::descriptions(self.platform.db.conn(), &padded(ids)).await?;
        let texts = texts.into_iter().map(|(id, text, hidden)| {
            let (text, hidden) = (text.into(), hidden.map(String::into_boxed_str));
            (id, Description { text, hidden })
        });
        Ok(self.remember(generation, texts, |id| id.0))
    }

    /// These companies.
    pub async fn batch_companies(
        &self,
        ids: &[CompanyId],
    ) -> Result<HashMap<CompanyId, Arc<CompanyRow>>> {
        let generation = self.platform.rows.generation();
        let rows = company::by_ids(&padded(ids))
            .all(self.platform.db.conn())
            .await?;
        Ok(self.remember(
            generation,
            rows.into_iter().map(|row| (row.id, row)),
            |id| id.0,
        ))
    }

    /// The skills of these postings; postings without skills have an empty list.
    pub async fn batch_skills(
        &self,
        ids: &[PostingId],
    ) -> Result<HashMap<PostingId, Arc<Vec<Arc<PostingSkill>>>>> {
        let generation = self.platform.rows.generation();
        let rows = posting_skill::of_postings(self.platform.db.conn(), &padded(ids)).await?;
        let rows = rows.into_iter().map(|(id, skill)| (id, Arc::new(skill)));
        Ok(self.remember(generation, lists(ids, rows), |id| id.0))
    }

    /// The places of these postings, in the order of the board.
    pub async fn batch_locations(
        &self,
        ids: &[PostingId],
    ) -> Result<HashMap<PostingId, Arc<Vec<LocationRow>>>> {
        let generation = self.platform.rows.generation();
        let rows = posting_location::of_postings(&padded(ids))
            .all(self.platform.db.conn())
            .await?;
        let rows = rows.into_iter().map(|row| (row.posting_id, row));
        Ok(self.remember(generation, lists(ids, rows), |id| id.0))
    }

    /// These snapshots. Not cached, because they belong to applications.
    pub async fn batch_snapshots(
        &self,
        ids: &[SnapshotId],
    ) -> Result<HashMap<SnapshotId, Arc<SnapshotRow>>> {
        let rows = posting_snapshot::by_ids(ids)
            .all(self.platform.db.conn())
            .await?;
        Ok(rows
            .into_iter()
            .map(|row| (row.id, Arc::new(row)))
            .collect())
    }

    /// One posting, open or closed, read from the database; none if it is hidden.
    pub async fn find_posting(&self, id: PostingId) -> Result<Option<PostingRow>> {
        Ok(posting::shown_by_id(id)
            .one(self.platform.db.conn())
            .await?)
    }

    /// The postings of one connector, by the ids of the boards.
    pub async fn external_ids(&self, connector: &str) -> Result<HashMap<String, PostingId>> {
        let entries = posting_source::of_connector(connector)
            .all(self.platform.db.conn())
            .await?;
        Ok(entries
            .into_iter()
            .map(|entry| (entry.external_id, entry.posting_id))
            .collect())
    }

    /// Signals that this number of public rows was added or changed, so that all instances read them again.
    pub(super) async fn signal_changes(&self, rows: usize) {
        if rows > 0 {
            self.platform.bus.signal(PUBLIC_DATA).await;
        }
    }

    fn remember<K, R>(
        &self,
        generation: Option<Generation>,
        rows: impl IntoIterator<Item = (K, R)>,
        uuid: impl Fn(&K) -> Uuid,
    ) -> HashMap<K, Arc<R>>
    where
        K: Eq + Hash,
        R: PublicRow,
    {
        let keep = |(id, row)| {
            let row = Arc::new(row);
            if let Some(generation) = generation {
                self.platform
                    .rows
                    .put(uuid(&id), Arc::clone(&row), generation);
            }
            (id, row)
        };
        rows.into_iter().map(keep).collect()
    }
}

/// A list for each posting, also for one without rows.
fn lists<R>(
    ids: &[PostingId],
    rows: impl IntoIterator<Item = (PostingId, R)>,
) -> HashMap<PostingId, Vec<R>> {
    let mut lists: HashMap<PostingId, Vec<R>> = ids.iter().map(|id| (*id, Vec::new())).collect();
    for (id, row) in rows {
        lists.entry(id).or_default().push(row);
    }
    lists
}
