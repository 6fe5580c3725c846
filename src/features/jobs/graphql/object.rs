//! Postings, companies and skills as GraphQL objects.

use std::sync::Arc;

use async_graphql::{Context, Object};

use super::highlights::{SearchHighlights, SearchReason};
use super::loader::{
    ChangesOfPosting, CompanyKey, DescriptionOfPosting, DuplicatesOfPosting, HighlightsOfPosting,
    LocationsOfPosting, SkillsOfPosting, WhyOfPosting,
};
use super::location::PostingLocation;
use super::{
    company::Company,
    history::{PostingChange, PostingSignal},
    pay::Pay,
    skill::PostingSkill,
    warning::{PostingWarning, WARNINGS_MAX, warnings_of},
};
use crate::{
    error::{Error, Result},
    features::{
        connections::graphql::{Person, connections_at},
        jobs::{CloseReason, DUPLICATES_MAX, Jobs, PostingCard, SearchText},
        matching::graphql::{MatchScore, PostingRequirements, match_of, requirements_of},
        writing::{
            Language,
            questions::graphql::{InterviewQuestion, QUESTIONS_COST, questions_of},
        },
    },
    graphql::{
        context,
        limits::{TEXT_COST, list_cost, page_cost},
        page::Connection,
        scalar::{Instant, WebAddress},
    },
    types::{
        area::Area,
        cursor::{Cursor, List},
        id::PostingId,
        page::Page,
        work::{EmploymentType, RemoteMode, Seniority},
    },
};

/// A posting.
pub struct Posting {
    row: Arc<PostingCard>,
    /// The search that found it.
    text: Option<Arc<SearchText>>,
    /// The distance from the centre of the search that found it.
    distance_km: Option<f64>,
}

impl Posting {
    /// A posting as the result of a search.
    #[must_use]
    pub fn found(
        row: PostingCard,
        text: Option<Arc<SearchText>>,
        distance_km: Option<f64>,
    ) -> Self {
        Self {
            row: Arc::new(row),
            text,
            distance_km,
        }
    }
}

impl From<Arc<PostingCard>> for Posting {
    fn from(row: Arc<PostingCard>) -> Self {
        Self {
            row,
            text: None,
            distance_km: None,
        }
    }
}

/// A posting: an advertised job. Public, and the same for all users.
#[Object]
impl Posting {
    /// The global id.
    pub async fn id(&self) -> PostingId {
        self.row.id
    }

    /// The title, as advertised.
    async fn title(&self) -> &str {
        &self.row.title
    }

    /// The employer.
    async fn company(&self, ctx: &Context<'_>) -> Result<Company> {
        let company = context::load(ctx, Area::Jobs, CompanyKey(self.row.company_id)).await?;
        company
            .map(Company)
            .ok_or_else(|| Error::internal("a posting without its company"))
    }

    /// The description in Markdown, converted from sanitised HTML.
    #[graphql(complexity = "TEXT_COST")]
    async fn description(&self, ctx: &Context<'_>) -> Result<Arc<str>> {
        let text = context::load(ctx, Area::Jobs, DescriptionOfPosting(self.row.id)).await?;
        text.map(|found| Arc::clone(&found.text))
            .ok_or_else(|| Error::not_found("posting"))
    }

    /// What to beware of in the description: words that its page hides, and instructions to programs that read it. Nothing of it reaches a score or a letter.
    #[graphql(complexity = "list_cost(WARNINGS_MAX, child_complexity) + TEXT_COST")]
    async fn warnings(&self, ctx: &Context<'_>) -> Result<Vec<PostingWarning>> {
        let text = context::load(ctx, Area::Jobs, DescriptionOfPosting(self.row.id)).await?;
        text.map(|found| warnings_of(&found))
            .ok_or_else(|| Error::not_found("posting"))
    }

    /// The matched words of the search; null outside of a search with a query.
    async fn highlights(&self, ctx: &Context<'_>) -> Option<Result<SearchHighlights>> {
        let key = HighlightsOfPosting {
            text: Arc::clone(self.text.as_ref()?),
            posting: self.row.id,
        };
        let found = context::load(ctx, Area::Search, key).await;
        found
            .map(|found| found.map(|found| SearchHighlights::from(found.as_ref())))
            .transpose()
    }

    /// Why the search found it: which term of the query matches in which field, and how; null outside of a search with a query.
    async fn why(&self, ctx: &Context<'_>) -> Option<Result<Vec<SearchReason>>> {
        let key = WhyOfPosting {
            text: Arc::clone(self.text.as_ref()?),
            posting: self.row.id,
        };
        let found = context::load(ctx, Area::Search, key).await;
        found
            .map(|found| found.map(|found| found.iter().map(SearchReason::from).collect()))
            .transpose()
    }

    /// The places of work, as the board names them.
    async fn location(&self) -> &str {
        &self.row.location
    }

    /// The places of work, in the order of the board.
    #[graphql(complexity = "list_cost(5, child_complexity)")]
    async fn locations(&self, ctx: &Context<'_>) -> Result<Vec<PostingLocation>> {
        let places = context::load(ctx, Area::Jobs, LocationsOfPosting(self.row.id))
            .await?
            .unwrap_or_default();
        Ok(places.iter().map(PostingLocation::from).collect())
    }

    /// The distance in kilometres between the nearest place and the centre of the search; null unless the order is DISTANCE.
    async fn distance_km(&self) -> Option<f64> {
        self.distance_km
    }

    /// On site, hybrid or remote.
    async fn remote_mode(&self) -> RemoteMode {
        self.row.remote_mode
    }

    /// The kind of contract.
    async fn employment_type(&self) -> EmploymentType {
        self.row.employment_type
    }

    /// The seniority, derived from the title.
    async fn seniority(&self) -> Seniority {
        self.row.seniority
    }

    /// The advertised pay; null if there is none.
    async fn pay(&self) -> Option<Pay> {
        Pay::of(
            self.row.pay_min,
            self.row.pay_max,
            self.row.pay_currency.as_deref(),
            self.row.pay_period,
            self.row.pay_origin,
        )
    }

    /// The skills that the text names, required ones first.
    #[graphql(complexity = "list_cost(20, child_complexity)")]
    async fn skills(&self, ctx: &Context<'_>) -> Result<Vec<PostingSkill>> {
        let skills = context::load(ctx, Area::Jobs, SkillsOfPosting(self.row.id))
            .await?
            .unwrap_or_default();
        Ok(skills.iter().cloned().map(PostingSkill).collect())
    }

    /// The URL of the public page.
    async fn url(&self) -> WebAddress {
        WebAddress(self.row.url.clone())
    }

    /// The URL to apply at; null if it is the public page.
    async fn apply_url(&self) -> Option<WebAddress> {
        self.row.apply_url.clone().map(WebAddress)
    }

    /// The employer's requisition number.
    async fn requisition_id(&self) -> Option<&str> {
        self.row.requisition_id.as_deref()
    }

    /// The department, in the employer's words; null if the board does not state it.
    async fn department(&self) -> Option<&str> {
        self.row.department.as_deref()
    }

    /// The team within the department, in the employer's words; null if the board does not state it.
    async fn team(&self) -> Option<&str> {
        self.row.team.as_deref()
    }

    /// The language of the text (BCP 47), as the board states it or else as detected; null if it is uncertain.
    async fn language(&self) -> Option<&str> {
        self.row.language.as_deref()
    }

    /// The time of publication; if the board does not state it, the time when it was first seen.
    async fn posted_at(&self) -> Instant {
        self.row.posted_at.into()
    }

    /// True if `postedAt` is the time when the posting was first seen.
    async fn posted_at_inferred(&self) -> bool {
        self.row.posted_at_inferred
    }

    /// The time when a board last listed it.
    async fn last_seen_at(&self) -> Instant {
        self.row.last_seen_at.into()
    }

    /// The deadline for applications; null if there is none.
    async fn deadline(&self) -> Option<Instant> {
        self.row.deadline.map(Instant)
    }

    /// True if the posting accepts applications.
    async fn is_open(&self) -> bool {
        self.row.closed_at.is_none()
    }

    /// The time when it was closed; null while it is open.
    async fn closed_at(&self) -> Option<Instant> {
        self.row.closed_at.map(Instant)
    }

    /// The reason for closing it; null while it is open.
    async fn close_reason(&self) -> Option<CloseReason> {
        self.row.close_reason
    }

    /// Days since it was published, or first seen if the board states no date; until it was closed, if it was. Age alone says nothing
    /// about how seriously a posting is meant.
    async fn age(&self, ctx: &Context<'_>) -> Result<i32> {
        let jobs = context::handle::<Jobs>(ctx)?;
        context::within(ctx, Area::Jobs, async { Ok(jobs.age_days(&self.row)) }).await
    }

    /// How often it was advertised again: under another id of its board instead of the last one, or with a later date.
    async fn repost_count(&self) -> i32 {
        self.row.repost_count
    }

    /// Facts that suggest that an open posting is not meant to be filled soon; null unless there are at least two independent ones.
    async fn signals(&self, ctx: &Context<'_>) -> Result<Option<Vec<PostingSignal>>> {
        let jobs = context::handle::<Jobs>(ctx)?;
        let facts = context::within(ctx, Area::Jobs, async { Ok(jobs.signals(&self.row)) }).await?;
        let facts: Vec<PostingSignal> = facts.into_iter().map(PostingSignal::from).collect();
        Ok(Some(facts).filter(|facts| !facts.is_empty()))
    }

    /// The changes of the posting, newest first.
    #[graphql(complexity = "page_cost(first, child_complexity)")]
    async fn changes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Rows of the page, 1 to 100; 20 by default.")] first: Option<i32>,
        #[graphql(desc = "A cursor of this list; the page starts after it.")] after: Option<String>,
    ) -> Result<Connection<PostingChange>> {
        let page = Page::parse(first, after.as_deref(), List::PostingChanges)?;
        let key = ChangesOfPosting {
            posting: self.row.id,
            limit: page.limit(),
        };
        let newest = context::load(ctx, Area::Jobs, key).await?;
        let newest = newest.ok_or_else(|| Error::internal("a posting without a history"))?;
        let slice = if page.after.is_some() {
            let jobs = context::handle::<Jobs>(ctx)?;
            context::within(ctx, Area::Jobs, jobs.changes(self.row.id, &page)).await?
        } else {
            page.slice(newest.changes.clone(), |row| Cursor {
                key: row.at.timestamp_micros(),
                id: row.id.0,
            })
        };
        let total = newest.total;
        Ok(Connection::new(
            slice.map(PostingChange::from),
            List::PostingChanges,
            page.after.is_some(),
            Area::Jobs,
            move || async move { Ok(total) },
        ))
    }

    /// Open postings of any company that may be the same job: an equal title and place, and an almost equal description. At most ten,
    /// newest first. They are never merged.
    #[graphql(complexity = "list_cost(DUPLICATES_MAX, child_complexity)")]
    async fn possible_duplicates(&self, ctx: &Context<'_>) -> Result<Vec<Posting>> {
        let key = DuplicatesOfPosting(self.row.id);
        let others = context::load(ctx, Area::Jobs, key)
            .await?
            .unwrap_or_default();
        Ok(others.iter().cloned().map(Posting::from).collect())
    }
    /// The people whom the viewer knows at the employer, by name. UNAUTHENTICATED without a token.
    #[graphql(
        complexity = "page_cost(first, child_complexity)",
        cache_control(private)
    )]
    async fn connections(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Rows of the page, 1 to 100; 20 by default.")] first: Option<i32>,
        #[graphql(desc = "A cursor of this list; the page starts after it.")] after: Option<String>,
    ) -> Option<Result<Connection<Person>>> {
        Some(connections_at(ctx, self.row.company_id, first, after).await)
    }

    /// What the posting asks for, with the words that say so.
    async fn requirements(&self, ctx: &Context<'_>) -> Option<Result<PostingRequirements>> {
        requirements_of(ctx, self.row.id).await.transpose()
    }

    /// How well the posting fits the viewer, and why; null if the profile has nothing yet that can be compared with it. UNAUTHENTICATED without a token.
    #[graphql(cache_control(private))]
    async fn r#match(&self, ctx: &Context<'_>) -> Option<Result<MatchScore>> {
        match_of(ctx, self.row.id).await.transpose()
    }

    /// Questions that an interview may have, from what the posting asks for and what the viewer's profile shows, each with outlines of answers in words of the
    /// viewer's own facts. The same posting and profile give the same questions. Needs the scopes `profiles:read` and `writing:read`; UNAUTHENTICATED
    /// without a token.
    #[graphql(
        complexity = "list_cost(20, child_complexity) + QUESTIONS_COST",
        cache_control(private)
    )]
    async fn interview_questions(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "The language of the questions; by default that of the posting if it is German, and English for all others."
        )]
        language: Option<Language>,
    ) -> Option<Result<Vec<InterviewQuestion>>> {
        Some(questions_of(ctx, self.row.id, language).await)
    }
}
