//! Revisions of letters as GraphQL objects.

use std::sync::Arc;

use async_graphql::{Context, Object};

use super::{
    changes::LetterChange,
    content::LetterContent,
    loader::{GroundsOf, RevisionOf},
};
use crate::{
    error::{Error, Result},
    features::writing::letters::{Grounds, RevisionReason, RevisionRow, diff},
    graphql::{context, limits::page_cost, scalar::Instant},
    types::{area::Area, id::LetterId},
};

/// What a letter rests on; nothing if the writing has not begun.
pub(super) async fn grounds_of(ctx: &Context<'_>, letter: LetterId) -> Result<Arc<Grounds>> {
    let found = context::load(ctx, Area::Writing, GroundsOf(letter)).await?;
    Ok(found.unwrap_or_default())
}

/// A revision of a letter.
pub struct LetterRevision {
    letter: LetterId,
    number: i32,
    added: Option<Arc<RevisionRow>>,
}

impl LetterRevision {
    /// A revision that the letter has; `added` is one that a dry run has not stored.
    pub(super) const fn new(
        letter: LetterId,
        number: i32,
        added: Option<Arc<RevisionRow>>,
    ) -> Self {
        Self {
            letter,
            number,
            added,
        }
    }

    async fn row(&self, ctx: &Context<'_>, number: i32) -> Result<Arc<RevisionRow>> {
        let added = self.added.as_ref();
        if let Some(added) = added.filter(|added| added.number == number) {
            return Ok(Arc::clone(added));
        }
        let found = context::load(ctx, Area::Writing, RevisionOf(self.letter, number)).await?;
        found.ok_or_else(|| Error::not_found("revision"))
    }

    pub(super) async fn read(&self, ctx: &Context<'_>) -> Result<LetterContent> {
        let (revision, grounds) =
            futures_util::try_join!(self.row(ctx, self.number), grounds_of(ctx, self.letter))?;
        Ok(LetterContent { revision, grounds })
    }

    async fn differences(
        &self,
        ctx: &Context<'_>,
        since: Option<i32>,
    ) -> Result<Vec<LetterChange>> {
        let since = since.unwrap_or(self.number - 1);
        if since == 0 {
            return Ok(Vec::new());
        }
        let (before, after) =
            futures_util::try_join!(self.row(ctx, since), self.row(ctx, self.number))?;
        let found = diff(&before.content, &after.content);
        Ok(found.into_iter().map(LetterChange).collect())
    }
}

/// A revision of a letter: what it says, unchangeable.
#[Object]
impl LetterRevision {
    /// Its number, from 1.
    async fn number(&self) -> i32 {
        self.number
    }

    /// How it came about.
    async fn reason(&self, ctx: &Context<'_>) -> Option<Result<RevisionReason>> {
        Some(self.row(ctx, self.number).await.map(|row| row.reason))
    }

    /// The time of creation.
    async fn created_at(&self, ctx: &Context<'_>) -> Option<Result<Instant>> {
        let row = self.row(ctx, self.number).await;
        Some(row.map(|row| row.created_at.into()))
    }

    /// What it says.
    async fn content(&self, ctx: &Context<'_>) -> Option<Result<LetterContent>> {
        Some(self.read(ctx).await)
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
    ) -> Option<Result<Vec<LetterChange>>> {
        Some(self.differences(ctx, since).await)
    }
}
