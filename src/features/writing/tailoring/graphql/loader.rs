//! Loaders of the viewer's tailorings.

use std::{collections::HashMap, sync::Arc};

use crate::{
    error::Result,
    features::writing::tailoring::{Body, TailoringRow},
    graphql::loader::{Batcher, Loader},
    types::{
        actor::Actor,
        area::Area,
        id::{ResumeId, TailoringId},
    },
};

/// A tailoring of the viewer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TailoringKey(pub TailoringId);

/// The tailorings of a résumé, newest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct TailoringsOf(pub ResumeId);

/// What a tailoring proposes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct BodyOf(pub TailoringId);

impl Loader<TailoringKey> for Batcher {
    type Value = Arc<TailoringRow>;

    async fn load(&self, keys: &[TailoringKey]) -> Result<HashMap<TailoringKey, Self::Value>> {
        let ids: Vec<TailoringId> = keys.iter().map(|key| key.0).collect();
        let tailorings = &self.app.writing.tailorings;
        let found = tailorings.batch(reader(self)?, &ids).await?;
        Ok(found
            .into_iter()
            .map(|(id, row)| (TailoringKey(id), row))
            .collect())
    }
}

impl Loader<TailoringsOf> for Batcher {
    type Value = Arc<Vec<Arc<TailoringRow>>>;

    async fn load(&self, keys: &[TailoringsOf]) -> Result<HashMap<TailoringsOf, Self::Value>> {
        let ids: Vec<ResumeId> = keys.iter().map(|key| key.0).collect();
        let tailorings = &self.app.writing.tailorings;
        let found = tailorings.batch_of_resumes(reader(self)?, &ids).await?;
        Ok(found
            .into_iter()
            .map(|(id, rows)| (TailoringsOf(id), rows))
            .collect())
    }
}

impl Loader<BodyOf> for Batcher {
    type Value = Arc<Body>;

    async fn load(&self, keys: &[BodyOf]) -> Result<HashMap<BodyOf, Self::Value>> {
        let ids: Vec<TailoringId> = keys.iter().map(|key| key.0).collect();
        let tailorings = &self.app.writing.tailorings;
        let found = tailorings.batch_bodies(reader(self)?, &ids).await?;
        Ok(found
            .into_iter()
            .map(|(id, body)| (BodyOf(id), body))
            .collect())
    }
}

fn reader(batcher: &Batcher) -> Result<&Actor> {
    batcher.viewer().allowed(Area::Writing.read())
}
