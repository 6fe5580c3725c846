//! Loaders of postings and related data. These are public, so they may be kept in memory.

use std::{collections::HashMap, sync::Arc};

use crate::{
    error::Result,
    features::jobs::{
        CompanyRow, Description, Highlights, History, LocationRow, PostingCard, PostingSkill,
        SearchText, SnapshotRow, Why,
    },
    graphql::loader::{Batcher, Loader},
    types::id::{CompanyId, PostingId, SnapshotId},
};

/// A posting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PostingKey(pub PostingId);

/// The description of a posting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DescriptionOfPosting(pub PostingId);

/// A company.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CompanyKey(pub CompanyId);

/// A snapshot of a posting. Authorisation follows from the application that refers to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SnapshotKey(pub SnapshotId);

/// The skills of a posting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SkillsOfPosting(pub PostingId);

/// The places of a posting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LocationsOfPosting(pub PostingId);

/// The newest changes of a posting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ChangesOfPosting {
    /// The posting.
    pub posting: PostingId,
    /// The number of changes that are read.
    pub limit: u64,
}

/// The possible duplicates of a posting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DuplicatesOfPosting(pub PostingId);

/// The matched words of a search in a posting.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct HighlightsOfPosting {
    /// The search.
    pub text: Arc<SearchText>,
    /// The posting.
    pub posting: PostingId,
}

/// Why a search found a posting.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct WhyOfPosting {
    /// The search.
    pub text: Arc<SearchText>,
    /// The posting.
    pub posting: PostingId,
}

macro_rules! loads {
    ($($key:ident -> $value:ty = $batch:ident;)*) => {$(
        impl Loader<$key> for Batcher {
            type Value = Arc<$value>;

            async fn load(&self, keys: &[$key]) -> Result<HashMap<$key, Self::Value>> {
                let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
                Ok(self.app.jobs.$batch(&ids).await?.into_iter().map(|(id, value)| ($key(id), value)).collect())
            }

            fn kept(&self, key: &$key) -> Option<Self::Value> {
                self.app.jobs.kept(key.0.0)
            }
        }
    )*};
}

loads! {
    PostingKey -> PostingCard = batch_postings;
    DescriptionOfPosting -> Description = batch_descriptions;
    CompanyKey -> CompanyRow = batch_companies;
    SkillsOfPosting -> Vec<Arc<PostingSkill>> = batch_skills;
    LocationsOfPosting -> Vec<LocationRow> = batch_locations;
}

impl Loader<ChangesOfPosting> for Batcher {
    type Value = Arc<History>;

    async fn load(
        &self,
        keys: &[ChangesOfPosting],
    ) -> Result<HashMap<ChangesOfPosting, Self::Value>> {
        let ids: Vec<_> = keys.iter().map(|key| key.posting).collect();
        let limit = keys.iter().map(|key| key.limit).max().unwrap_or_default();
        let found = self.app.jobs.batch_histories(&ids, limit).await?;
        let of = |key: &ChangesOfPosting| Some((*key, Arc::clone(found.get(&key.posting)?)));
        Ok(keys.iter().filter_map(of).collect())
    }
}

impl Loader<DuplicatesOfPosting> for Batcher {
    type Value = Arc<Vec<Arc<PostingCard>>>;

    async fn load(
        &self,
        keys: &[DuplicatesOfPosting],
    ) -> Result<HashMap<DuplicatesOfPosting, Self::Value>> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let found = self.app.jobs.batch_duplicates(&ids).await?;
        Ok(found
            .into_iter()
            .map(|(id, others)| (DuplicatesOfPosting(id), others))
            .collect())
    }
}

impl Loader<SnapshotKey> for Batcher {
    type Value = Arc<SnapshotRow>;

    async fn load(&self, keys: &[SnapshotKey]) -> Result<HashMap<SnapshotKey, Self::Value>> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let found = self.app.jobs.batch_snapshots(&ids).await?;
        Ok(found
            .into_iter()
            .map(|(id, row)| (SnapshotKey(id), row))
            .collect())
    }
}

/// Loads what depends on a search and a posting: one call for each search.
macro_rules! loads_by_text {
    ($($key:ident -> $value:ty = $batch:ident;)*) => {$(
        impl Loader<$key> for Batcher {
            type Value = Arc<$value>;

            async fn load(&self, keys: &[$key]) -> Result<HashMap<$key, Self::Value>> {
                let mut by_text: HashMap<&Arc<SearchText>, Vec<PostingId>> = HashMap::new();
                for key in keys {
                    by_text.entry(&key.text).or_default().push(key.posting);
                }
                let mut found = HashMap::new();
                for (text, postings) in by_text {
                    let values = self.app.jobs.$batch(text, &postings).await?;
                    found.extend(values.into_iter().map(|(posting, value)| {
                        ($key { text: Arc::clone(text), posting }, value)
                    }));
                }
                Ok(found)
            }
        }
    )*};
}

loads_by_text! {
    HighlightsOfPosting -> Highlights = batch_highlights;
    WhyOfPosting -> Vec<Why> = batch_why;
}
