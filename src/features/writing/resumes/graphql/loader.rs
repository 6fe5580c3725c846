//! Loaders of the viewer's résumés and their revisions.

use std::{collections::HashMap, sync::Arc};

use crate::{
    error::Result,
    features::writing::resumes::{Content, ResumeRow, RevisionHead},
    graphql::loader::{Batcher, Loader},
    types::{actor::Actor, area::Area, id::ResumeId},
};

/// A résumé of the viewer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ResumeKey(pub ResumeId);

/// What a revision says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::features::writing) struct ContentOf(pub ResumeId, pub i32);

/// A revision without what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct HeadOf(pub ResumeId, pub i32);

impl Loader<ResumeKey> for Batcher {
    type Value = Arc<ResumeRow>;

    async fn load(&self, keys: &[ResumeKey]) -> Result<HashMap<ResumeKey, Self::Value>> {
        let ids: Vec<ResumeId> = keys.iter().map(|key| key.0).collect();
        let found = self.app.writing.resumes.batch(reader(self)?, &ids).await?;
        Ok(found
            .into_iter()
            .map(|(id, row)| (ResumeKey(id), row))
            .collect())
    }
}

impl Loader<ContentOf> for Batcher {
    type Value = Arc<Content>;

    async fn load(&self, keys: &[ContentOf]) -> Result<HashMap<ContentOf, Self::Value>> {
        let numbers: Vec<(ResumeId, i32)> = keys.iter().map(|key| (key.0, key.1)).collect();
        let resumes = &self.app.writing.resumes;
        let found = resumes.batch_contents(reader(self)?, &numbers).await?;
        Ok(found
            .into_iter()
            .map(|((id, number), content)| (ContentOf(id, number), content))
            .collect())
    }
}

impl Loader<HeadOf> for Batcher {
    type Value = Arc<RevisionHead>;

    async fn load(&self, keys: &[HeadOf]) -> Result<HashMap<HeadOf, Self::Value>> {
        let numbers: Vec<(ResumeId, i32)> = keys.iter().map(|key| (key.0, key.1)).collect();
        let resumes = &self.app.writing.resumes;
        let found = resumes.batch_heads(reader(self)?, &numbers).await?;
        Ok(found
            .into_iter()
            .map(|((id, number), head)| (HeadOf(id, number), head))
            .collect())
    }
}

fn reader(batcher: &Batcher) -> Result<&Actor> {
    batcher.viewer().allowed(Area::Writing.read())
}
