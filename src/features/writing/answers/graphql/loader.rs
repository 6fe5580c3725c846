//! Loaders of the viewer's answers, their versions, and what was given to applications.

use std::{collections::HashMap, sync::Arc};

use crate::{
    error::Result,
    features::writing::answers::{AnswerRow, RecordedRow, VersionRow},
    graphql::loader::{Batcher, Loader},
    types::{
        actor::Actor,
        area::Area,
        id::{AnswerId, ApplicationId},
    },
};

/// An answer of the viewer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AnswerKey(pub AnswerId);

/// A version of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct VersionOf(pub AnswerId, pub i32);

/// What was given to an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct RecordedOf(pub ApplicationId);

impl Loader<AnswerKey> for Batcher {
    type Value = Arc<AnswerRow>;

    async fn load(&self, keys: &[AnswerKey]) -> Result<HashMap<AnswerKey, Self::Value>> {
        let ids: Vec<AnswerId> = keys.iter().map(|key| key.0).collect();
        let found = self.app.writing.answers.batch(reader(self)?, &ids).await?;
        Ok(found
            .into_iter()
            .map(|(id, row)| (AnswerKey(id), row))
            .collect())
    }
}

impl Loader<VersionOf> for Batcher {
    type Value = Arc<VersionRow>;

    async fn load(&self, keys: &[VersionOf]) -> Result<HashMap<VersionOf, Self::Value>> {
        let numbers: Vec<(AnswerId, i32)> = keys.iter().map(|key| (key.0, key.1)).collect();
        let answers = &self.app.writing.answers;
        let found = answers.batch_versions(reader(self)?, &numbers).await?;
        Ok(found
            .into_iter()
            .map(|((id, number), row)| (VersionOf(id, number), row))
            .collect())
    }
}

impl Loader<RecordedOf> for Batcher {
    type Value = Arc<Vec<Arc<RecordedRow>>>;

    async fn load(&self, keys: &[RecordedOf]) -> Result<HashMap<RecordedOf, Self::Value>> {
        let ids: Vec<ApplicationId> = keys.iter().map(|key| key.0).collect();
        let answers = &self.app.writing.answers;
        let found = answers.batch_recorded(reader(self)?, &ids).await?;
        Ok(found
            .into_iter()
            .map(|(id, rows)| (RecordedOf(id), Arc::new(rows)))
            .collect())
    }
}

fn reader(batcher: &Batcher) -> Result<&Actor> {
    batcher.viewer().allowed(Area::Writing.read())
}
