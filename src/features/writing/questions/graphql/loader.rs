//! The loader of questions: the profile is read once for a request.

use std::{collections::HashMap, sync::Arc};

use crate::{
    error::Result,
    features::writing::{Language, questions::Preparation},
    graphql::loader::{Batcher, Loader},
    types::{area::Area, id::PostingId},
};

/// The questions for a posting, in a language or that of the posting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct QuestionsFor(pub PostingId, pub Option<Language>);

impl Loader<QuestionsFor> for Batcher {
    type Value = Arc<Preparation>;

    async fn load(&self, keys: &[QuestionsFor]) -> Result<HashMap<QuestionsFor, Self::Value>> {
        // They quote the profile.
        self.viewer().allowed(Area::Profiles.read())?;
        let actor = self.viewer().allowed(Area::Writing.read())?;
        let keys: Vec<(PostingId, Option<Language>)> =
            keys.iter().map(|key| (key.0, key.1)).collect();
        let found = self.app.writing.questions.batch(actor, &keys).await?;
        Ok(found
            .into_iter()
            .map(|((id, language), found)| (QuestionsFor(id, language), found))
            .collect())
    }
}
