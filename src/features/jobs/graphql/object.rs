//! Postings, companies and skills as clients see them.

use std::sync::Arc;

use async_graphql::{Context, Object, SimpleObject};

use super::loader::{CompanyKey, HighlightsOfPosting, LocationsOfPosting, SkillsOfPosting};
use crate::{
    error::{Error, Result},
    features::jobs::{self, CloseReason, CompanyRow, PostingRow, Requirement, SearchText},
    graphql::{
        context,
        limits::{TEXT_COST, list_cost},
        scalar::{Instant, WebAddress},
    },
    types::{
        area::Area,
        id::{CompanyId, PostingId, SkillId},
        work::{EmploymentType, PayOrigin, PayPeriod, RemoteMode, Seniority},
    },
};

/// A posting of the catalogue.
pub struct Posting {
    row: Arc<PostingRow>,
    /// The search that found it.
    text: Option<Arc<SearchText>>,
}

impl Posting {
    /// A posting as found by a search.
    #[must_use]
    pub fn found(row: PostingRow, text: Option<Arc<SearchText>>) -> Self {
        Self {
            row: Arc::new(row),
            text,
        }
    }
}

impl From<Arc<PostingRow>> for Posting {
    fn from(row: Arc<PostingRow>) -> Self {
        Self { row, text: None }
    }
}

/// A posting of the catalogue: public, and the same for everybody.
#[Object]
impl Posting {
    /// The global id.
    pub async fn id(&self) -> PostingId {
        self.row.id
    }

    /// As advertised.
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

    /// Markdown, made from sanitised HTML.
    #[graphql(complexity = "TEXT_COST")]
    async fn description(&self) -> &str {
        &self.row.description
    }

    /// Where the words of the search were found; null outside of a search by text.
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

    /// The places in the board's own words.
    async fn location(&self) -> &str {
        &self.row.location
    }

    /// Every place of work, in the board's order.
    #[graphql(complexity = "list_cost(5, child_complexity)")]
    async fn locations(&self, ctx: &Context<'_>) -> Result<Vec<PostingLocation>> {
        let places = context::load(ctx, Area::Jobs, LocationsOfPosting(self.row.id))
            .await?
            .unwrap_or_default();
        let place = |row: &jobs::LocationRow| PostingLocation {
            raw: row.raw.clone(),
            city: row.city.clone(),
            country: row.country.clone(),
        };
        Ok(places.iter().map(place).collect())
    }

    /// Where the work is done.
    async fn remote_mode(&self) -> RemoteMode {
        self.row.remote_mode
    }

    /// The kind of contract.
    async fn employment_type(&self) -> EmploymentType {
        self.row.employment_type
    }

    /// How senior, as the title says.
    async fn seniority(&self) -> Seniority {
        self.row.seniority
    }

    /// The advertised pay; null when there is none.
    async fn pay(&self) -> Option<Pay> {
        Pay::of(
            self.row.pay_min,
            self.row.pay_max,
            self.row.pay_currency.as_deref(),
            self.row.pay_period,
            self.row.pay_origin,
        )
    }

    /// The skills of our dictionary that the text names, required ones first.
    #[graphql(complexity = "list_cost(20, child_complexity)")]
    async fn skills(&self, ctx: &Context<'_>) -> Result<Vec<PostingSkill>> {
        let skills = context::load(ctx, Area::Jobs, SkillsOfPosting(self.row.id))
            .await?
            .unwrap_or_default();
        let named = |named: &jobs::PostingSkill| PostingSkill {
            skill: Skill {
                id: named.skill.id,
                slug: named.skill.slug.clone(),
                label: named.skill.label.clone(),
            },
            importance: named.need,
            quote: named.quote.clone(),
        };
        Ok(skills.iter().map(named).collect())
    }

    /// The public page.
    async fn url(&self) -> WebAddress {
        WebAddress(self.row.url.clone())
    }

    /// Where to apply, if that is another page.
    async fn apply_url(&self) -> Option<WebAddress> {
        self.row.apply_url.clone().map(WebAddress)
    }

    /// The employer's own number.
    async fn requisition_id(&self) -> Option<&str> {
        self.row.requisition_id.as_deref()
    }

    /// The department, in the employer's words; null where the board does not say.
    async fn department(&self) -> Option<&str> {
        self.row.department.as_deref()
    }

    /// The language of the text (BCP 47), where the board says.
    async fn language(&self) -> Option<&str> {
        self.row.language.as_deref()
    }

    /// First published; when the board does not say, first seen.
    async fn posted_at(&self) -> Instant {
        self.row.posted_at.into()
    }

    /// Whether `postedAt` is only when we first saw it.
    async fn posted_at_inferred(&self) -> bool {
        self.row.posted_at_inferred
    }

    /// When a board last had it.
    async fn last_seen_at(&self) -> Instant {
        self.row.last_seen_at.into()
    }

    /// The last moment to apply.
    async fn deadline(&self) -> Option<Instant> {
        self.row.deadline.map(Instant)
    }

    /// Whether one can still apply.
    async fn is_open(&self) -> bool {
        self.row.closed_at.is_none()
    }

    /// When it was closed.
    async fn closed_at(&self) -> Option<Instant> {
        self.row.closed_at.map(Instant)
    }

    /// Why it was closed.
    async fn close_reason(&self) -> Option<CloseReason> {
        self.row.close_reason
    }
}

/// An employer.
pub struct Company(pub Arc<CompanyRow>);

/// An employer.
#[Object]
impl Company {
    /// The global id.
    pub async fn id(&self) -> CompanyId {
        self.0.id
    }

    /// As it calls itself.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// The name for addresses: lower case, unique.
    async fn slug(&self) -> &str {
        &self.0.slug
    }

    /// Its site, such as `example.org`.
    async fn domain(&self) -> Option<&str> {
        self.0.domain.as_deref()
    }

    /// Its industry.
    async fn industry(&self) -> Option<&str> {
        self.0.industry.as_deref()
    }

    /// How many people work there, such as `51-200`.
    async fn size_band(&self) -> Option<&str> {
        self.0.size_band.as_deref()
    }

    /// Counts the changes of moderators; pass it as `expectedVersion` to `updateCompany`.
    async fn version(&self) -> i32 {
        self.0.version
    }
}

/// A place of work.
#[derive(SimpleObject)]
pub struct PostingLocation {
    /// The board's own words.
    raw: String,
    /// The city, where it could be told.
    city: Option<String>,
    /// ISO 3166-1 alpha-2, where it could be told.
    country: Option<String>,
}

/// A range of pay in whole units of its currency.
#[derive(SimpleObject)]
pub struct Pay {
    /// The lower end.
    min: Option<i64>,
    /// The upper end.
    max: Option<i64>,
    /// ISO 4217.
    currency: String,
    /// What the figures are for.
    period: PayPeriod,
    /// Stated in fields of its own, or read from a text; null in snapshots.
    origin: Option<PayOrigin>,
}

impl Pay {
    pub(super) fn of(
        min: Option<i64>,
        max: Option<i64>,
        currency: Option<&str>,
        period: Option<PayPeriod>,
        origin: Option<PayOrigin>,
    ) -> Option<Self> {
        Some(Self {
            min,
            max,
            currency: currency?.to_owned(),
            period: period?,
            origin,
        })
    }
}

/// A skill of our dictionary.
#[derive(SimpleObject)]
pub struct Skill {
    /// The global id.
    id: SkillId,
    /// Lower case, unique.
    slug: String,
    /// As people write it.
    label: String,
}

/// A skill that a posting names.
#[derive(SimpleObject)]
pub struct PostingSkill {
    /// The skill.
    skill: Skill,
    /// Required or preferred.
    importance: Requirement,
    /// The line of the posting that says so.
    quote: String,
}

/// Where a search found its words.
#[derive(SimpleObject)]
pub struct SearchHighlights {
    /// The title, in pieces.
    title: Vec<TextSpan>,
    /// Some words of the description around the hits, in pieces.
    description: Vec<TextSpan>,
}

/// A piece of plain text.
#[derive(SimpleObject)]
pub struct TextSpan {
    /// The piece; not HTML.
    text: String,
    /// Whether the search looked for it.
    matched: bool,
}

impl From<&jobs::Highlights> for SearchHighlights {
    fn from(found: &jobs::Highlights) -> Self {
        let pieces = |spans: &[jobs::Span]| {
            spans
                .iter()
                .map(|span| TextSpan {
                    text: span.text.clone(),
                    matched: span.matched,
                })
                .collect()
        };
        Self {
            title: pieces(&found.title),
            description: pieces(&found.description),
        }
    }
}
