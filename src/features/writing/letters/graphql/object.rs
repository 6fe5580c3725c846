//! Letters as GraphQL objects.

use std::sync::Arc;

use async_graphql::{Context, Object};

use super::{
    author::LetterAuthor,
    citation::{LetterRequirement, RefusedLetterSentence, requirements},
    content::LetterContent,
    revision::{LetterRevision, grounds_of},
};
use crate::{
    error::{Error, Result},
    features::{
        jobs::graphql::{Posting, PostingKey},
        writing::{
            Format, Language, Paper, Template,
            entity::layout::parameters,
            letters::{Author, Length, LetterRow, Reason, RevisionRow, State, Tone, Written},
        },
    },
    graphql::{context, limits::page_cost, page::Connection, scalar::Instant},
    types::{
        area::Area,
        cursor::{Cursor, List},
        id::LetterId,
        page::{Page, Slice},
    },
};

/// A letter of the viewer.
pub struct Letter {
    row: Arc<LetterRow>,
    added: Option<Arc<RevisionRow>>,
}

impl From<Arc<LetterRow>> for Letter {
    fn from(row: Arc<LetterRow>) -> Self {
        Self { row, added: None }
    }
}

impl From<LetterRow> for Letter {
    fn from(row: LetterRow) -> Self {
        Arc::new(row).into()
    }
}

impl From<Written> for Letter {
    fn from(written: Written) -> Self {
        Self {
            row: Arc::new(written.row),
            added: written.added.map(Arc::new),
        }
    }
}

/// A letter of the viewer for a posting. It is written in the background; what it says is in its revisions, which never change.
#[Object]
impl Letter {
    /// The global id.
    pub async fn id(&self) -> LetterId {
        self.row.id
    }

    /// The state.
    async fn state(&self) -> State {
        self.row.state
    }

    /// Why there is no text; null if there is one, or it is being written.
    async fn reason(&self) -> Option<Reason> {
        self.row.reason
    }

    /// The posting that it is for; null if that was deleted or is hidden.
    async fn posting(&self, ctx: &Context<'_>) -> Option<Result<Posting>> {
        let key = PostingKey(self.row.posting_id?);
        context::load(ctx, Area::Jobs, key)
            .await
            .map(|found| found.map(Posting::from))
            .transpose()
    }

    /// The title of the posting when the letter was asked for.
    async fn posting_title(&self) -> &str {
        &self.row.posting_title
    }

    /// The name of the company then.
    async fn company_name(&self) -> &str {
        &self.row.company_name
    }

    /// Whom it greets; may be empty.
    async fn recipient(&self) -> &str {
        &self.row.recipient
    }

    /// The language.
    async fn language(&self) -> Language {
        self.row.language
    }

    /// The tone.
    async fn tone(&self) -> Tone {
        self.row.tone
    }

    /// The length.
    async fn length(&self) -> Length {
        self.row.length
    }

    /// What the newest revision says; null if there is no text.
    async fn content(&self, ctx: &Context<'_>) -> Option<Result<LetterContent>> {
        let newest = self.revision_at(Some(self.row.revision).filter(|number| *number > 0)?);
        Some(newest.read(ctx).await)
    }

    /// What the posting asks for and no fact of the profile shows. Known when facts have been chosen; nothing of it is in the text.
    #[graphql(complexity = "page_cost(Some(5), child_complexity)")]
    async fn missing(&self, ctx: &Context<'_>) -> Option<Result<Vec<LetterRequirement>>> {
        let grounds = grounds_of(ctx, self.row.id).await;
        Some(grounds.map(|grounds| requirements(&grounds, &grounds.selection.missing)))
    }

    /// What the posting asks for and facts of the profile show.
    #[graphql(complexity = "page_cost(Some(5), child_complexity)")]
    async fn supported(&self, ctx: &Context<'_>) -> Option<Result<Vec<LetterRequirement>>> {
        let grounds = grounds_of(ctx, self.row.id).await;
        Some(grounds.map(|grounds| requirements(&grounds, &grounds.selection.supported)))
    }

    /// The proposed sentences that the verifier refused while the letter was written. Their texts are not kept.
    #[graphql(complexity = "page_cost(Some(2), child_complexity)")]
    async fn refused(&self) -> Vec<RefusedLetterSentence> {
        let refused = self.row.refused.0.iter();
        refused.map(RefusedLetterSentence::from).collect()
    }

    /// Who wrote the first revision; null if there is no text.
    async fn author(&self) -> Option<LetterAuthor> {
        let author = self.row.author.clone();
        let author = author.unwrap_or_else(|| Author::composer(None));
        (self.row.revision > 0).then(|| author.into())
    }

    /// The number of the newest revision; 0 if there is no text.
    async fn newest_revision(&self) -> i32 {
        self.row.revision
    }

    /// One revision; null if there is none with this number.
    async fn revision(
        &self,
        #[graphql(desc = "Its number, from 1.")] number: i32,
    ) -> Option<LetterRevision> {
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
    ) -> Result<Connection<LetterRevision>> {
        let page = Page::parse(first, after.as_deref(), List::LetterRevisions)?;
        let slice = self.numbers(&page).map(|number| self.revision_at(number));
        let total = u64::try_from(self.row.revision).unwrap_or_default();
        Ok(Connection::new(
            slice,
            List::LetterRevisions,
            page.after.is_some(),
            Area::Writing,
            move || async move { Ok(total) },
        ))
    }

    /// The path for the download of a rendered revision on this server, with the session's token or cookie, or an API token that may read letters and the
    /// account; supports `Range` requests. Null if there is no text.
    #[expect(clippy::unused_async, reason = "a resolver is async")]
    async fn path(
        &self,
        #[graphql(desc = "The format; JSON is refused.")] format: Format,
        #[graphql(desc = "The look; PLAIN by default.")] template: Option<Template>,
        #[graphql(desc = "The paper; A4 by default.")] paper: Option<Paper>,
        #[graphql(desc = "The number of the revision; the newest by default.")] revision: Option<
            i32,
        >,
    ) -> Result<Option<String>> {
        if format == Format::Json {
            let message = "Letters are not rendered as JSON; their content is in this API.";
            return Err(Error::bad_input(message).at("format"));
        }
        if self.row.revision == 0 {
            return Ok(None);
        }
        let number = revision.unwrap_or(self.row.revision);
        if !(1..=self.row.revision).contains(&number) {
            let message = "This letter has no revision with this number.";
            return Err(Error::bad_input(message).at("revision"));
        }
        Ok(Some(format!(
            "/letters/{}/{number}.{}{}",
            self.row.id,
            format.extension(),
            parameters(template, paper)
        )))
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

impl Letter {
    fn revision_at(&self, number: i32) -> LetterRevision {
        LetterRevision::new(self.row.id, number, self.added.clone())
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
