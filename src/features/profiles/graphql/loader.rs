//! Loaders of the viewer's profile and its sections: a field that is selected under several aliases is read once.

use std::{
    collections::{HashMap, HashSet},
    hash::Hash,
    marker::PhantomData,
    sync::Arc,
};

use crate::{
    error::Result,
    features::profiles::{
        CitedVersion, EvidenceVersionRow, Facts, NewItem, Profile, Row, Sections,
    },
    graphql::loader::{Batcher, Loader},
    types::{actor::Actor, area::Area, id::EvidenceId},
};

macro_rules! of_viewer {
    ($($(#[$doc:meta])* $key:ident = $read:ident -> $value:ty;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash)]
        pub(super) struct $key;

        impl Loader<$key> for Batcher {
            type Value = $value;

            async fn load(&self, _: &[$key]) -> Result<HashMap<$key, $value>> {
                let value = self.app.profiles.$read(reader(self)?).await?;
                Ok(HashMap::from([($key, value.into())]))
            }
        }
    )*};
}

of_viewer! {
    /// The profile without its sections.
    ProfileOfViewer = get -> Profile;
    /// All sections.
    SectionsOfViewer = sections -> Arc<Sections>;
    /// The facts of the profile, by item and in order.
    FactsOfViewer = facts -> Arc<Facts>;
}

/// The items of a section, in order.
pub(super) struct ItemsOfViewer<N>(PhantomData<fn() -> N>);

impl<N> Default for ItemsOfViewer<N> {
    fn default() -> Self {
        Self(PhantomData)
    }
}

impl<N> Clone for ItemsOfViewer<N> {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl<N> PartialEq for ItemsOfViewer<N> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl<N> Eq for ItemsOfViewer<N> {}

impl<N> Hash for ItemsOfViewer<N> {
    fn hash<H: std::hash::Hasher>(&self, _: &mut H) {}
}

impl<N: NewItem> Loader<ItemsOfViewer<N>> for Batcher {
    type Value = Vec<Row<N>>;

    async fn load(&self, _: &[ItemsOfViewer<N>]) -> Result<HashMap<ItemsOfViewer<N>, Vec<Row<N>>>> {
        let items = self.app.profiles.items::<N>(reader(self)?).await?;
        Ok(HashMap::from([(ItemsOfViewer::default(), items)]))
    }
}

/// The former versions of a fact, oldest first.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct VersionsOfEvidence(pub EvidenceId);

impl Loader<VersionsOfEvidence> for Batcher {
    type Value = Vec<EvidenceVersionRow>;

    async fn load(
        &self,
        keys: &[VersionsOfEvidence],
    ) -> Result<HashMap<VersionsOfEvidence, Vec<EvidenceVersionRow>>> {
        let facts = keys.iter().map(|key| key.0).collect();
        let rows = self
            .app
            .profiles
            .evidence_versions(reader(self)?, facts)
            .await?;
        let mut found: HashMap<_, Vec<_>> = HashMap::new();
        for row in rows {
            found
                .entry(VersionsOfEvidence(row.evidence_id))
                .or_default()
                .push(row);
        }
        Ok(found)
    }
}

/// A version of a fact, also of a removed one.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct CitedEvidence {
    /// The fact.
    pub id: EvidenceId,
    /// The number of the version.
    pub version: i32,
}

impl Loader<CitedEvidence> for Batcher {
    type Value = CitedVersion;

    async fn load(&self, keys: &[CitedEvidence]) -> Result<HashMap<CitedEvidence, CitedVersion>> {
        let facts: HashSet<EvidenceId> = keys.iter().map(|key| key.id).collect();
        let profiles = &self.app.profiles;
        let found = profiles.cited_evidence(reader(self)?, facts.into_iter().collect());
        let key = |cited: &CitedVersion| CitedEvidence {
            id: cited.version.evidence_id,
            version: cited.version.version,
        };
        let found = found.await?.into_iter();
        Ok(found.map(|cited| (key(&cited), cited)).collect())
    }
}

fn reader(batcher: &Batcher) -> Result<&Actor> {
    batcher.viewer().allowed(Area::Profiles.read())
}
