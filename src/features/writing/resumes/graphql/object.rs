//! Résumés as GraphQL objects.

use std::sync::Arc;

use async_graphql::{Context, Json, Object};

use super::{
    content::ResumeContent,
    loader::ResumeKey,
    revision::{Added, ResumeRevision},
};
use crate::{
    error::{Error, Result},
    features::{
        jobs::graphql::{Posting, PostingKey},
        writing::{
            Format, Language, Paper, Template,
            entity::layout::parameters,
            resumes::{ResumeKind, ResumeRow, Written, json_resume},
            tailoring::graphql::{Newest, Tailoring, newest_of, page_of},
        },
    },
    graphql::{context, limits::page_cost, page::Connection, scalar::Instant},
    types::{
        area::Area,
        cursor::{Cursor, List},
        id::ResumeId,
        page::{Page, Slice},
    },
};

/// The query cost of a résumé as a document: its content is read and written again.
const JSON_RESUME_COST: usize = 100;

/// A résumé of the viewer.
pub struct Resume {
    row: Arc<ResumeRow>,
    added: Option<Added>,
}

impl From<Arc<ResumeRow>> for Resume {
    fn from(row: Arc<ResumeRow>) -> Self {
        Self { row, added: None }
    }
}

impl From<ResumeRow> for Resume {
    fn from(row: ResumeRow) -> Self {
        Arc::new(row).into()
    }
}

impl From<Written> for Resume {
    fn from(written: Written) -> Self {
        Self {
            row: Arc::new(written.row),
            added: written.added.map(Added::from),
        }
    }
}

/// A résumé of the viewer. What it says is in its revisions, which never change.
#[Object]
impl Resume {
    /// The global id.
    pub async fn id(&self) -> ResumeId {
        self.row.id
    }

    /// The kind.
    async fn kind(&self) -> ResumeKind {
        self.row.kind
    }

    /// The name that the user gave it.
    async fn name(&self) -> &str {
        &self.row.name
    }

    /// The language of the newest revision.
    async fn language(&self) -> Language {
        self.row.language
    }

    /// The look of rendered documents, by default.
    async fn template(&self) -> Template {
        self.row.template
    }

    /// The paper of rendered documents, by default.
    async fn paper(&self) -> Paper {
        self.row.paper
    }

    /// The résumé that it was copied from; null for a MASTER, and if that was removed.
    async fn parent(&self, ctx: &Context<'_>) -> Option<Result<Self>> {
        let key = ResumeKey(self.row.parent_id?);
        context::load(ctx, Area::Writing, key)
            .await
            .map(|found| found.map(Self::from))
            .transpose()
    }

    /// The posting that it is for; null for a MASTER, and if the posting was deleted or is hidden.
    async fn posting(&self, ctx: &Context<'_>) -> Option<Result<Posting>> {
        let key = PostingKey(self.row.posting_id?);
        context::load(ctx, Area::Jobs, key)
            .await
            .map(|found| found.map(Posting::from))
            .transpose()
    }

    /// What the newest revision says.
    async fn content(&self, ctx: &Context<'_>) -> Option<Result<ResumeContent>> {
        let newest = self.revision_at(self.row.revision);
        Some(newest.read(ctx).await.map(ResumeContent))
    }

    /// The number of the newest revision.
    async fn newest_revision(&self) -> i32 {
        self.row.revision
    }

    /// One revision; null if there is none with this number.
    async fn revision(
        &self,
        #[graphql(desc = "Its number, from 1.")] number: i32,
    ) -> Option<ResumeRevision> {
        (1..=self.row.revision)
            .contains(&number)
            .then(|| self.revision_at(number))
    }

    /// The revisions, newest first.
    #[graphql(complexity = "page_cost(first, child_complexity)")]
    #[expect(clippy::unused_async, reason = "a resolver is async")]
    async fn revisions(
        &self,
        #[graphql(desc = "Rows of the page, 1 to 100; 20 by default.")] first: Option<i32>,
        #[graphql(desc = "A cursor of this list; the page starts after it.")] after: Option<String>,
    ) -> Result<Connection<ResumeRevision>> {
        let page = Page::parse(first, after.as_deref(), List::ResumeRevisions)?;
        let slice = self.numbers(&page).map(|number| self.revision_at(number));
        let total = u64::try_from(self.row.revision).unwrap_or_default();
        Ok(Connection::new(
            slice,
            List::ResumeRevisions,
            page.after.is_some(),
            Area::Writing,
            move || async move { Ok(total) },
        ))
    }

    /// The newest revision as a JSON Resume document (<https://jsonresume.org>), without what is hidden. `meta.careergraph` has the citations.
    #[graphql(complexity = "JSON_RESUME_COST")]
    async fn json_resume(&self, ctx: &Context<'_>) -> Option<Result<Json<serde_json::Value>>> {
        let newest = self.revision_at(self.row.revision);
        let writing = async {
            let content = newest.read(ctx).await?;
            json_resume(content, (self.row.id, self.row.revision)).await
        };
        Some(writing.await.map(Json))
    }

    /// The path for the download of a rendered revision on this server, with the session's token or cookie, or an API token that may read
    /// résumés; supports `Range` requests.
    #[expect(clippy::unused_async, reason = "a resolver is async")]
    async fn path(
        &self,
        #[graphql(desc = "The format.")] format: Format,
        #[graphql(desc = "The look; by default that of the résumé when it is downloaded.")]
        template: Option<Template>,
        #[graphql(desc = "The paper; by default that of the résumé when it is downloaded.")]
        paper: Option<Paper>,
        #[graphql(desc = "The number of the revision; the newest by default.")] revision: Option<
            i32,
        >,
    ) -> Result<String> {
        let number = revision.unwrap_or(self.row.revision);
        if !(1..=self.row.revision).contains(&number) {
            let message = "This résumé has no revision with this number.";
            return Err(Error::bad_input(message).at("revision"));
        }
        Ok(format!(
            "/resumes/{}/{number}.{}{}",
            self.row.id,
            format.extension(),
            parameters(template, paper)
        ))
    }

    /// The newest proposals for it; null if there are none.
    async fn tailoring(&self, ctx: &Context<'_>) -> Option<Result<Tailoring>> {
        let found = newest_of(ctx, (self.row.id, self.newest())).await;
        found.transpose()
    }

    /// The sets of proposals for it, newest first.
    #[graphql(complexity = "page_cost(first, child_complexity)")]
    async fn tailorings(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Rows of the page, 1 to 100; 20 by default.")] first: Option<i32>,
        #[graphql(desc = "A cursor of this list; the page starts after it.")] after: Option<String>,
    ) -> Option<Result<Connection<Tailoring>>> {
        let newest = (self.row.id, self.newest());
        Some(page_of(ctx, newest, first, after.as_deref()).await)
    }

    /// The version, incremented by every change; pass it as `expectedVersion`.
    async fn version(&self) -> i32 {
        self.row.version
    }

    /// The time when it was archived; null if it is not.
    async fn archived_at(&self) -> Option<Instant> {
        self.row.archived_at.map(Instant::from)
    }

    /// The time of creation.
    async fn created_at(&self) -> Instant {
        self.row.created_at.into()
    }

    /// The time of the last change.
    async fn updated_at(&self) -> Instant {
        self.row.updated_at.into()
    }
}

impl Resume {
    fn newest(&self) -> Newest {
        match &self.added {
            Some(added) => Newest::Content(added.content()),
            None => Newest::Revision(self.row.revision),
        }
    }

    fn revision_at(&self, number: i32) -> ResumeRevision {
        ResumeRevision::new(&self.row, number, self.added.as_ref())
    }

    /// The numbers of a page of revisions. They have no gaps, so that they are known without reading any.
    fn numbers(&self, page: &Page) -> Slice<i32> {
        let last = i64::from(self.row.revision);
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
