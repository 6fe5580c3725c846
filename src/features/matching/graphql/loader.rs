//! Loaders of matches: the profile is read once for a request.

use std::{collections::HashMap, sync::Arc};

use crate::{
    error::Result,
    features::matching::{Asked, Match, Similarity, Subject},
    graphql::loader::{Batcher, Loader},
    types::{area::Area, id::PostingId},
};

/// The viewer's profile, prepared for matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SubjectOfViewer;

/// How well a posting fits the viewer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MatchOfPosting(pub PostingId);

/// How alike the texts of a posting and of the viewer are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct EmbeddingOfPosting(pub PostingId);

/// What a posting asks for. Public.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AskedOfPosting(pub PostingId);

impl Loader<AskedOfPosting> for Batcher {
    type Value = Arc<Asked>;

    async fn load(&self, keys: &[AskedOfPosting]) -> Result<HashMap<AskedOfPosting, Self::Value>> {
        let ids: Vec<PostingId> = keys.iter().map(|key| key.0).collect();
        let found = self.app.matching.asked(&ids).await?;
        let keyed = found.into_iter();
        Ok(keyed
            .map(|(id, found)| (AskedOfPosting(id), found))
            .collect())
    }
}

impl Loader<SubjectOfViewer> for Batcher {
    type Value = Arc<Subject>;

    async fn load(&self, _: &[SubjectOfViewer]) -> Result<HashMap<SubjectOfViewer, Self::Value>> {
        let actor = self.viewer().allowed(Area::Matching.read())?;
        let subject = self.app.matching.subject(actor).await?;
        Ok([(SubjectOfViewer, Arc::new(subject))].into())
    }
}

impl Loader<MatchOfPosting> for Batcher {
    type Value = Arc<Match>;

    async fn load(&self, keys: &[MatchOfPosting]) -> Result<HashMap<MatchOfPosting, Self::Value>> {
        let subject = self
            .load_one(SubjectOfViewer, Area::Matching, None)
            .await?
            .ok_or_else(|| crate::error::Error::internal("the viewer has no subject"))?;
        let ids: Vec<PostingId> = keys.iter().map(|key| key.0).collect();
        let found = self.app.matching.matches(&subject, &ids).await?;
        let keyed = found.into_iter();
        Ok(keyed
            .map(|(id, found)| (MatchOfPosting(id), found))
            .collect())
    }
}

impl Loader<EmbeddingOfPosting> for Batcher {
    type Value = Similarity;

    async fn load(
        &self,
        keys: &[EmbeddingOfPosting],
    ) -> Result<HashMap<EmbeddingOfPosting, Self::Value>> {
        let subject = self
            .load_one(SubjectOfViewer, Area::Matching, None)
            .await?
            .ok_or_else(|| crate::error::Error::internal("the viewer has no subject"))?;
        let actor = self.viewer().allowed(Area::Matching.read())?;
        let ids: Vec<PostingId> = keys.iter().map(|key| key.0).collect();
        let matching = &self.app.matching;
        let found = matching.similarities(actor, &subject, &ids).await?;
        let keyed = found.into_iter();
        Ok(keyed
            .map(|(id, found)| (EmbeddingOfPosting(id), found))
            .collect())
    }
}
