//! Batch reads of postings and related data: from the cache first, the rest in one statement.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, LazyLock},
};

use sea_orm::{IdenStatic, Iterable};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    error::Result,
    features::jobs::{
        CompanyRow, Jobs, LocationRow, PostingRow, Requirement, SnapshotRow,
        entity::{
            company, posting, posting_location, posting_skill, posting_snapshot, posting_source,
            skill,
        },
    },
    platform::cache::{Cached, PUBLIC_DATA, prefix_of_columns},
    types::id::{CompanyId, PostingId, SnapshotId},
};

/// A skill that a posting names, with its entry in the dictionary.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PostingSkill {
    /// The skill.
    pub skill: skill::Model,
    /// Required or preferred.
    pub need: Requirement,
    /// The line that names the skill.
    pub quote: String,
}

/// Caches rows under a prefix that changes with the columns of their tables.
macro_rules! cached {
    ($($value:ty = $name:literal of $($table:ident)+;)*) => {$(
        impl Cached for $value {
            fn cache_prefix() -> &'static str {
                static PREFIX: LazyLock<String> = LazyLock::new(|| {
                    let columns = [$($table::Column::iter().map(|it| it.as_str()).collect::<Vec<_>>()),+];
                    prefix_of_columns($name, columns.concat())
                });
                &PREFIX
            }
        }
    )*};
}

cached! {
    PostingRow = "posting" of posting;
    CompanyRow = "company" of company;
    Vec<PostingSkill> = "posting-skills" of posting_skill skill;
    Vec<LocationRow> = "posting-locations" of posting_location;
}

impl Jobs {
    /// These postings, open or closed; unknown ids and hidden postings are missing from the result.
    pub async fn batch_postings(
        &self,
        ids: &[PostingId],
    ) -> Result<HashMap<PostingId, Arc<PostingRow>>> {
        self.through_cache(
            ids,
            |id| id.0,
            async |missing| {
                let rows = posting::shown_by_ids(missing)
                    .all(self.platform.db.conn())
                    .await?;
                Ok(rows.into_iter().map(|row| (row.id, row)).collect())
            },
        )
        .await
    }

    /// These companies.
    pub async fn batch_companies(
        &self,
        ids: &[CompanyId],
    ) -> Result<HashMap<CompanyId, Arc<CompanyRow>>> {
        self.through_cache(
            ids,
            |id| id.0,
            async |missing| {
                let rows = company::by_ids(missing)
                    .all(self.platform.db.conn())
                    .await?;
                Ok(rows.into_iter().map(|row| (row.id, row)).collect())
            },
        )
        .await
    }

    /// The skills of these postings; postings without skills have an empty list.
    pub async fn batch_skills(
        &self,
        ids: &[PostingId],
    ) -> Result<HashMap<PostingId, Arc<Vec<PostingSkill>>>> {
        self.through_cache(
            ids,
            |id| id.0,
            async |missing| {
                let mut lists: HashMap<PostingId, Vec<PostingSkill>> =
                    missing.iter().map(|id| (*id, Vec::new())).collect();
                for (row, skill) in posting_skill::of_postings(missing)
                    .all(self.platform.db.conn())
                    .await?
                {
                    if let (Some(list), Some(skill)) = (lists.get_mut(&row.posting_id), skill) {
                        list.push(PostingSkill {
                            skill,
                            need: row.need,
                            quote: row.quote,
                        });
                    }
                }
                Ok(lists)
            },
        )
        .await
    }

    /// The places of these postings, in the order of the board.
    pub async fn batch_locations(
        &self,
        ids: &[PostingId],
    ) -> Result<HashMap<PostingId, Arc<Vec<LocationRow>>>> {
        self.through_cache(
            ids,
            |id| id.0,
            async |missing| {
                let mut lists: HashMap<PostingId, Vec<LocationRow>> =
                    missing.iter().map(|id| (*id, Vec::new())).collect();
                for row in posting_location::of_postings(missing)
                    .all(self.platform.db.conn())
                    .await?
                {
                    lists.entry(row.posting_id).or_default().push(row);
                }
                Ok(lists)
            },
        )
        .await
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
        Ok(posting::shown_by_ids(&[id])
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

    /// Removes these postings from the cache, and signals the change.
    pub(super) async fn forget(&self, ids: &[PostingId]) {
        let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
        self.platform.cache.forget::<PostingRow>(&ids).await;
        self.platform.cache.forget::<Vec<PostingSkill>>(&ids).await;
        self.platform.cache.forget::<Vec<LocationRow>>(&ids).await;
        self.platform.bus.signal(PUBLIC_DATA).await;
    }

    async fn through_cache<K, V>(
        &self,
        ids: &[K],
        uuid: impl Fn(&K) -> Uuid,
        read: impl AsyncFnOnce(&[K]) -> Result<HashMap<K, V>>,
    ) -> Result<HashMap<K, Arc<V>>>
    where
        K: Copy + Eq + Hash,
        V: Cached,
    {
        let uuids: Vec<Uuid> = ids.iter().map(&uuid).collect();
        let known = self.platform.cache.get_many::<V>(&uuids).await;
        let mut found = HashMap::with_capacity(ids.len());
        let mut missing = Vec::new();
        for (id, value) in ids.iter().zip(known) {
            match value {
                Some(value) => drop(found.insert(*id, value)),
                None => missing.push(*id),
            }
        }
        if missing.is_empty() {
            return Ok(found);
        }
        let read: Vec<(K, Arc<V>)> = read(&missing)
            .await?
            .into_iter()
            .map(|(id, value)| (id, Arc::new(value)))
            .collect();
        self.platform
            .cache
            .put_many(
                read.iter()
                    .map(|(id, value)| (uuid(id), Arc::clone(value)))
                    .collect(),
            )
            .await;
        found.extend(read);
        Ok(found)
    }
}
