//! Loaders of the viewer's letters, what they rest on, and their revisions.

use std::{collections::HashMap, sync::Arc};

use crate::{
    error::Result,
    features::writing::letters::{Current, Grounds, LetterRow, RevisionRow},
    graphql::loader::{Batcher, Loader},
    types::{actor::Actor, area::Area, id::LetterId},
};

/// A letter of the viewer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LetterKey(pub LetterId);

/// What a letter rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct GroundsOf(pub LetterId);

/// A revision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct RevisionOf(pub LetterId, pub i32);

/// What the viewer's profile says now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct CurrentFacts;

impl Loader<LetterKey> for Batcher {
    type Value = Arc<LetterRow>;

    async fn load(&self, keys: &[LetterKey]) -> Result<HashMap<LetterKey, Self::Value>> {
        let ids: Vec<LetterId> = keys.iter().map(|key| key.0).collect();
        let found = self.app.writing.letters.batch(reader(self)?, &ids).await?;
        Ok(found
            .into_iter()
            .map(|(id, row)| (LetterKey(id), row))
            .collect())
    }
}

impl Loader<GroundsOf> for Batcher {
    type Value = Arc<Grounds>;

    async fn load(&self, keys: &[GroundsOf]) -> Result<HashMap<GroundsOf, Self::Value>> {
        let ids: Vec<LetterId> = keys.iter().map(|key| key.0).collect();
        let letters = &self.app.writing.letters;
        let found = letters.batch_grounds(reader(self)?, &ids).await?;
        Ok(found
            .into_iter()
            .map(|(id, grounds)| (GroundsOf(id), Arc::new(grounds)))
            .collect())
    }
}

impl Loader<RevisionOf> for Batcher {
    type Value = Arc<RevisionRow>;

    async fn load(&self, keys: &[RevisionOf]) -> Result<HashMap<RevisionOf, Self::Value>> {
        let numbers: Vec<(LetterId, i32)> = keys.iter().map(|key| (key.0, key.1)).collect();
        let letters = &self.app.writing.letters;
        let found = letters.batch_revisions(reader(self)?, &numbers).await?;
        Ok(found
            .into_iter()
            .map(|((id, number), row)| (RevisionOf(id, number), row))
            .collect())
    }
}

impl Loader<CurrentFacts> for Batcher {
    type Value = Arc<Current>;

    async fn load(&self, _: &[CurrentFacts]) -> Result<HashMap<CurrentFacts, Self::Value>> {
        let viewer = self.viewer().allowed(Area::Profiles.read())?;
        let current = self.app.writing.letters.current(viewer).await?;
        Ok(HashMap::from([(CurrentFacts, Arc::new(current))]))
    }
}

fn reader(batcher: &Batcher) -> Result<&Actor> {
    batcher.viewer().allowed(Area::Writing.read())
}
