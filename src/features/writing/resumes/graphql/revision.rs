//! Revisions of résumés as GraphQL objects.

use std::sync::Arc;

use async_graphql::{Context, Object};

use super::{
    changes::ResumeChange,
    content::ResumeContent,
    loader::{ContentOf, HeadOf},
};
use crate::{
    error::{Error, Result},
    features::writing::resumes::{
        Content, ResumeRow, RevisionHead, RevisionReason, RevisionRow, differences,
    },
    graphql::{context, limits::page_cost, scalar::Instant},
    types::{area::Area, id::ResumeId},
};

/// The newest revision, which a dry run has not stored.
#[derive(Clone)]
pub(super) struct Added {
    head: Arc<RevisionHead>,
    content: Arc<Content>,
}

impl Added {
    /// What it says.
    pub(super) fn content(&self) -> Arc<Content> {
        Arc::clone(&self.content)
    }
}

impl From<RevisionRow> for Added {
    fn from(row: RevisionRow) -> Self {
        Self {
            head: Arc::new((&row).into()),
            content: Arc::new(row.content),
        }
    }
}

/// A revision of a résumé.
pub struct ResumeRevision {
    resume: ResumeId,
    number: i32,
    added: Option<Added>,
}

impl ResumeRevision {
    /// A revision that the résumé has.
    pub(super) fn new(resume: &ResumeRow, number: i32, added: Option<&Added>) -> Self {
        Self {
            resume: resume.id,
            number,
            added: added.cloned(),
        }
    }

    pub(super) async fn read(&self, ctx: &Context<'_>) -> Result<Arc<Content>> {
        self.read_number(ctx, self.number).await
    }

    async fn read_number(&self, ctx: &Context<'_>, number: i32) -> Result<Arc<Content>> {
        let added = self.added.as_ref();
        if let Some(added) = added.filter(|added| added.head.number == number) {
            return Ok(Arc::clone(&added.content));
        }
        let found = context::load(ctx, Area::Writing, ContentOf(self.resume, number)).await?;
        found.ok_or_else(|| Error::not_found("revision"))
    }

    async fn head(&self, ctx: &Context<'_>) -> Result<Arc<RevisionHead>> {
        let added = self.added.as_ref();
        if let Some(added) = added.filter(|added| added.head.number == self.number) {
            return Ok(Arc::clone(&added.head));
        }
        let found = context::load(ctx, Area::Writing, HeadOf(self.resume, self.number)).await?;
        found.ok_or_else(|| Error::not_found("revision"))
    }

    async fn differences(
        &self,
        ctx: &Context<'_>,
        since: Option<i32>,
    ) -> Result<Vec<ResumeChange>> {
        let since = since.unwrap_or(self.number - 1);
        if since == 0 {
            return Ok(Vec::new());
        }
        let (before, after) =
            futures_util::try_join!(self.read_number(ctx, since), self.read(ctx))?;
        let found = differences(before, after).await?;
        Ok(found.into_iter().map(ResumeChange).collect())
    }
}

/// A revision of a résumé: what it says, unchangeable.
#[Object]
impl ResumeRevision {
    /// Its number, from 1.
    async fn number(&self) -> i32 {
        self.number
    }

    /// How it came about.
    async fn reason(&self, ctx: &Context<'_>) -> Option<Result<RevisionReason>> {
        Some(self.head(ctx).await.map(|head| head.reason))
    }

    /// What the user noted about it; may be empty.
    async fn note(&self, ctx: &Context<'_>) -> Option<Result<String>> {
        Some(self.head(ctx).await.map(|head| head.note.clone()))
    }

    /// The time of creation.
    async fn created_at(&self, ctx: &Context<'_>) -> Option<Result<Instant>> {
        Some(self.head(ctx).await.map(|head| head.created_at.into()))
    }

    /// What it says.
    async fn content(&self, ctx: &Context<'_>) -> Option<Result<ResumeContent>> {
        Some(self.read(ctx).await.map(ResumeContent))
    }

    /// The differences to it from another revision; empty if both say the same.
    #[graphql(complexity = "page_cost(Some(20), child_complexity)")]
    async fn changes(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "The number of the other revision, earlier or later. By default the one before; the first has none, and so no differences."
        )]
        since: Option<i32>,
    ) -> Option<Result<Vec<ResumeChange>>> {
        Some(self.differences(ctx, since).await)
    }
}
