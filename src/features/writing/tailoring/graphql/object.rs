//! Tailorings as GraphQL objects.

use std::sync::Arc;

use async_graphql::{Context, Object};

use super::{loader::BodyOf, proposal::TailoringProposal};
use crate::{
    error::{Error, Result},
    features::{
        jobs::graphql::{Posting, PostingKey},
        writing::{
            letters::graphql::{LetterRequirement, requirements},
            models::Instead,
            resumes::{
                Content,
                graphql::{ContentOf, ResumeKey},
            },
            tailoring::{Body, TailoringRow, Wording, Written, states},
        },
    },
    graphql::{context, limits::page_cost, scalar::Instant},
    types::{
        area::Area,
        id::{ResumeId, TailoringId},
    },
};

/// What is known of the newest revision of the résumé.
#[derive(Clone)]
pub enum Newest {
    /// Nothing.
    Unknown,
    /// Its number.
    Revision(i32),
    /// What it says. A dry run has not stored it.
    Content(Arc<Content>),
}

/// A set of proposals for a résumé and a posting.
pub struct Tailoring {
    row: Arc<TailoringRow>,
    body: Option<Arc<Body>>,
    newest: Newest,
}

impl From<Arc<TailoringRow>> for Tailoring {
    fn from(row: Arc<TailoringRow>) -> Self {
        Self::new(row, Newest::Unknown)
    }
}

impl From<Written> for Tailoring {
    fn from(written: Written) -> Self {
        let newest = match written.resume {
            None => Newest::Unknown,
            Some(resume) => match resume.added {
                None => Newest::Revision(resume.row.revision),
                Some(added) => Newest::Content(Arc::new(added.content)),
            },
        };
        Self {
            row: Arc::new(written.row),
            body: written.body,
            newest,
        }
    }
}

/// A set of proposals for a résumé and a posting, made against one revision. The proposals never change; each is accepted or rejected by itself. Where
/// language models are switched on, proposals with their words are added in the background, beside the others (`wording`).
#[Object]
impl Tailoring {
    /// The global id.
    pub async fn id(&self) -> TailoringId {
        self.row.id
    }

    /// The id of the résumé.
    async fn resume_id(&self) -> ResumeId {
        self.row.resume_id
    }

    /// The posting; null if it was deleted or is hidden.
    async fn posting(&self, ctx: &Context<'_>) -> Option<Result<Posting>> {
        let key = PostingKey(self.row.posting_id?);
        context::load(ctx, Area::Jobs, key)
            .await
            .map(|found| found.map(Posting::from))
            .transpose()
    }

    /// The title of the posting when the proposals were made.
    async fn posting_title(&self) -> &str {
        &self.row.posting_title
    }

    /// The name of the company then.
    async fn company_name(&self) -> &str {
        &self.row.company_name
    }

    /// The number of the revision that was the newest then.
    async fn revision(&self) -> i32 {
        self.row.revision
    }

    /// The proposals, in the order of the résumé; at most 100, and at most 8 with words of a language model.
    #[graphql(complexity = "page_cost(Some(20), child_complexity)")]
    async fn proposals(&self, ctx: &Context<'_>) -> Option<Result<Vec<TailoringProposal>>> {
        let reading = async {
            let (body, newest) = futures_util::try_join!(self.body(ctx), self.newest(ctx))?;
            let states = states(&self.row, &body, &newest).into_iter();
            let proposal = |(index, state)| {
                TailoringProposal::new(Arc::clone(&self.row), Arc::clone(&body), index, state)
            };
            Ok(states.enumerate().filter_map(proposal).collect())
        };
        Some(reading.await)
    }

    /// What the posting asks for and no fact of the profile shows. It is in no new words of a proposal.
    #[graphql(complexity = "page_cost(Some(5), child_complexity)")]
    async fn missing(&self, ctx: &Context<'_>) -> Option<Result<Vec<LetterRequirement>>> {
        let body = self.body(ctx).await;
        Some(body.map(|body| requirements(&body.grounds, &body.grounds.selection.missing)))
    }

    /// What the posting asks for and facts of the profile show.
    #[graphql(complexity = "page_cost(Some(5), child_complexity)")]
    async fn supported(&self, ctx: &Context<'_>) -> Option<Result<Vec<LetterRequirement>>> {
        let body = self.body(ctx).await;
        Some(body.map(|body| requirements(&body.grounds, &body.grounds.selection.supported)))
    }

    /// Whether a language model words proposals.
    async fn wording(&self) -> Wording {
        self.row.wording
    }

    /// Why it gave no words; null if it gave some, and if none was asked.
    async fn wording_reason(&self) -> Option<Instead> {
        self.row.wording_reason
    }

    /// The version, incremented by every decision, and when a language model has ended; pass it as `expectedVersion`.
    async fn version(&self) -> i32 {
        self.row.version
    }

    /// The time of creation.
    async fn created_at(&self) -> Instant {
        self.row.created_at.into()
    }

    /// The time of the last decision, or of the end of a language model.
    async fn updated_at(&self) -> Instant {
        self.row.updated_at.into()
    }
}

impl Tailoring {
    pub(super) const fn new(row: Arc<TailoringRow>, newest: Newest) -> Self {
        Self {
            row,
            body: None,
            newest,
        }
    }

    async fn body(&self, ctx: &Context<'_>) -> Result<Arc<Body>> {
        if let Some(body) = &self.body {
            return Ok(Arc::clone(body));
        }
        let found = context::load(ctx, Area::Writing, BodyOf(self.row.id)).await?;
        found.ok_or_else(|| Error::not_found("tailoring"))
    }

    /// What the résumé says now.
    async fn newest(&self, ctx: &Context<'_>) -> Result<Arc<Content>> {
        let resume = self.row.resume_id;
        let revision = match &self.newest {
            Newest::Content(content) => return Ok(Arc::clone(content)),
            Newest::Revision(number) => *number,
            Newest::Unknown => {
                let found = context::load(ctx, Area::Writing, ResumeKey(resume)).await?;
                found.ok_or_else(|| Error::not_found("résumé"))?.revision
            }
        };
        let found = context::load(ctx, Area::Writing, ContentOf(resume, revision)).await?;
        found.ok_or_else(|| Error::not_found("revision"))
    }
}
