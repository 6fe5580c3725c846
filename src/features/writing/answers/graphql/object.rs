//! Answers of the bank as GraphQL objects.

use std::sync::Arc;

use async_graphql::{Context, Object};

use super::{
    loader::VersionOf,
    value::{AnswerKind, AnswerValue},
};
use crate::{
    error::{Error, Result},
    features::writing::answers::{AnswerRow, VersionRow, Written},
    graphql::{context, limits::page_cost, page::Connection, scalar::Instant},
    types::{
        area::Area,
        cursor::{Cursor, List},
        id::AnswerId,
        page::{Page, Slice},
    },
};

/// An answer of the viewer's bank.
pub struct Answer {
    row: Arc<AnswerRow>,
    added: Option<Arc<VersionRow>>,
}

impl From<Arc<AnswerRow>> for Answer {
    fn from(row: Arc<AnswerRow>) -> Self {
        Self { row, added: None }
    }
}

impl From<AnswerRow> for Answer {
    fn from(row: AnswerRow) -> Self {
        Arc::new(row).into()
    }
}

impl From<Written> for Answer {
    fn from(written: Written) -> Self {
        Self {
            row: Arc::new(written.row),
            added: written.added.map(Arc::new),
        }
    }
}

/// An answer of the viewer to a question of forms, in its newest version. Versions never change: saving adds one.
#[Object]
impl Answer {
    /// The global id.
    pub async fn id(&self) -> AnswerId {
        self.row.id
    }

    /// The question that it answers.
    async fn question(&self) -> &str {
        &self.row.question
    }

    /// The kind.
    async fn kind(&self) -> AnswerKind {
        self.row.value.0.kind().into()
    }

    /// What it says.
    async fn value(&self) -> AnswerValue {
        self.row.value.0.clone().into()
    }

    /// The number of the newest version, from 1; pass it as `expectedVersion`.
    async fn version(&self) -> i32 {
        self.row.version
    }

    /// One version; null if there is none with this number.
    async fn version_at(
        &self,
        #[graphql(desc = "Its number, from 1.")] number: i32,
    ) -> Option<AnswerVersion> {
        (1..=self.row.version)
            .contains(&number)
            .then(|| self.at(number))
    }

    /// The versions, newest first.
    #[graphql(complexity = "page_cost(first, child_complexity)")]
    #[expect(clippy::unused_async, reason = "a resolver is async")]
    async fn versions(
        &self,
        #[graphql(desc = "Rows of the page, 1 to 100; 20 by default.")] first: Option<i32>,
        #[graphql(desc = "A cursor of this list; the page starts after it.")] after: Option<String>,
    ) -> Result<Connection<AnswerVersion>> {
        let page = Page::parse(first, after.as_deref(), List::AnswerVersions)?;
        let slice = self.numbers(&page).map(|number| self.at(number));
        let total = u64::try_from(self.row.version).unwrap_or_default();
        Ok(Connection::new(
            slice,
            List::AnswerVersions,
            page.after.is_some(),
            Area::Writing,
            move || async move { Ok(total) },
        ))
    }

    /// The time of creation.
    async fn created_at(&self) -> Instant {
        self.row.created_at.into()
    }

    /// The time of the newest version.
    async fn updated_at(&self) -> Instant {
        self.row.updated_at.into()
    }
}

impl Answer {
    fn at(&self, number: i32) -> AnswerVersion {
        let added = self.added.as_ref().filter(|added| added.number == number);
        AnswerVersion {
            answer: self.row.id,
            number,
            added: added.map(Arc::clone),
        }
    }

    /// The numbers of a page of versions. They have no gaps, so that they are known without reading any.
    fn numbers(&self, page: &Page) -> Slice<i32> {
        let last = i64::from(self.row.version);
        let last = page.after.map_or(last, |after| last.min(after.key - 1));
        let count = usize::try_from(page.limit()).unwrap_or(usize::MAX);
        let numbers = (1..=last).rev().take(count);
        let numbers = numbers.filter_map(|number| i32::try_from(number).ok());
        page.slice(numbers.collect(), |number| Cursor {
            key: i64::from(*number),
            id: self.row.id.0,
        })
    }
}

/// A version of an answer.
pub struct AnswerVersion {
    answer: AnswerId,
    number: i32,
    /// The version that a dry run has not stored.
    added: Option<Arc<VersionRow>>,
}

impl AnswerVersion {
    async fn row(&self, ctx: &Context<'_>) -> Result<Arc<VersionRow>> {
        if let Some(added) = &self.added {
            return Ok(Arc::clone(added));
        }
        let key = VersionOf(self.answer, self.number);
        let found = context::load(ctx, Area::Writing, key).await?;
        found.ok_or_else(|| Error::not_found("version"))
    }
}

/// A version of an answer, unchangeable.
#[Object]
impl AnswerVersion {
    /// Its number, from 1.
    async fn number(&self) -> i32 {
        self.number
    }

    /// The question.
    async fn question(&self, ctx: &Context<'_>) -> Option<Result<String>> {
        Some(self.row(ctx).await.map(|row| row.question.clone()))
    }

    /// What it says.
    async fn value(&self, ctx: &Context<'_>) -> Option<Result<AnswerValue>> {
        let row = self.row(ctx).await;
        Some(row.map(|row| row.value.0.clone().into()))
    }

    /// The time of creation.
    async fn created_at(&self, ctx: &Context<'_>) -> Option<Result<Instant>> {
        Some(self.row(ctx).await.map(|row| row.created_at.into()))
    }
}
