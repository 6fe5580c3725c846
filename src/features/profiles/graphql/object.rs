//! A profile and its parts, as their owner sees them.

use async_graphql::{Context, Object, dataloader::Loader};

use super::loader::{EducationsOfViewer, EmploymentsOfViewer, LanguagesOfViewer, SkillsOfViewer};
use crate::{
    error::Result,
    features::profiles::{
        self, EducationRow, EmploymentRow, LanguageRow, Link, Proficiency, Sections, SkillClaimRow,
        SkillLevel, Targets, Written,
    },
    graphql::{
        context,
        limits::page_cost,
        loader::Batcher,
        scalar::{Instant, WebAddress},
    },
    types::{
        area::Area,
        id::{EducationId, EmploymentId, LanguageId, ProfileId, SkillClaimId},
        partial_date::PartialDate,
        work::{EmploymentType, PayPeriod, RemoteMode, Seniority},
    },
};

/// What a user says of themselves, and what they look for.
pub struct Profile {
    profile: profiles::Profile,
    /// The sections that a dry run would have stored.
    preview: Option<Sections>,
}

impl From<profiles::Profile> for Profile {
    fn from(profile: profiles::Profile) -> Self {
        Self {
            profile,
            preview: None,
        }
    }
}

impl From<Written> for Profile {
    fn from(Written { profile, preview }: Written) -> Self {
        Self { profile, preview }
    }
}

/// What a user says of themselves, and what they look for.
#[Object]
impl Profile {
    /// The global id; null until something is written.
    async fn id(&self) -> Option<ProfileId> {
        self.profile.id
    }

    /// One line on the user; may be empty.
    async fn headline(&self) -> &str {
        &self.profile.headline
    }

    /// A few paragraphs on the user; may be empty.
    async fn summary(&self) -> &str {
        &self.profile.summary
    }

    /// Where the user lives, in their own words; may be empty.
    async fn location(&self) -> &str {
        &self.profile.location
    }

    /// Pages of the user, in their order; at most 20.
    #[graphql(complexity = "page_cost(Some(20), child_complexity)")]
    async fn links(&self) -> Vec<ProfileLink> {
        self.profile
            .links
            .iter()
            .cloned()
            .map(ProfileLink)
            .collect()
    }

    /// What the user looks for.
    async fn targets(&self) -> ProfileTargets {
        ProfileTargets(self.profile.targets.clone())
    }

    /// Jobs past and present, in the user's order; at most 100.
    #[graphql(complexity = "page_cost(Some(100), child_complexity)")]
    async fn employments(&self, ctx: &Context<'_>) -> Result<Vec<Employment>> {
        let rows = self.preview.as_ref().map(|it| it.employments.clone());
        section(ctx, rows, EmploymentsOfViewer, Employment).await
    }

    /// Times of study, in the user's order; at most 100.
    #[graphql(complexity = "page_cost(Some(100), child_complexity)")]
    async fn educations(&self, ctx: &Context<'_>) -> Result<Vec<Education>> {
        let rows = self.preview.as_ref().map(|it| it.educations.clone());
        section(ctx, rows, EducationsOfViewer, Education).await
    }

    /// Skills that the user claims, in their order; at most 200.
    #[graphql(complexity = "page_cost(Some(100), child_complexity)")]
    async fn skills(&self, ctx: &Context<'_>) -> Result<Vec<SkillClaim>> {
        let rows = self.preview.as_ref().map(|it| it.skills.clone());
        section(ctx, rows, SkillsOfViewer, SkillClaim).await
    }

    /// Languages that the user speaks, in their order; at most 100.
    #[graphql(complexity = "page_cost(Some(100), child_complexity)")]
    async fn languages(&self, ctx: &Context<'_>) -> Result<Vec<Language>> {
        let rows = self.preview.as_ref().map(|it| it.languages.clone());
        section(ctx, rows, LanguagesOfViewer, Language).await
    }

    /// Counts every change to the profile or to a section; pass it as `expectedVersion`. 0 until something is written.
    async fn version(&self) -> i32 {
        self.profile.version
    }

    /// When the profile or a section last changed; null until something is written.
    async fn updated_at(&self) -> Option<Instant> {
        self.profile.updated_at.map(Instant::from)
    }
}

/// The rows of a section: those of a dry run, or as they are stored.
async fn section<K, R, T>(
    ctx: &Context<'_>,
    preview: Option<Vec<R>>,
    key: K,
    object: fn(R) -> T,
) -> Result<Vec<T>>
where
    K: Send + Sync + std::hash::Hash + Eq + Clone + 'static,
    Batcher: Loader<K, Value = Vec<R>, Error = crate::error::Error>,
    R: Send + Sync + Clone + 'static,
{
    let rows = match preview {
        Some(rows) => rows,
        None => context::load(ctx, Area::Profiles, key)
            .await?
            .unwrap_or_default(),
    };
    Ok(rows.into_iter().map(object).collect())
}

/// A page of a user.
pub struct ProfileLink(Link);

/// A page of a user.
#[Object]
impl ProfileLink {
    /// What the user calls it.
    async fn label(&self) -> &str {
        &self.0.label
    }

    /// Its address.
    async fn url(&self) -> WebAddress {
        WebAddress(self.0.url.clone())
    }
}

/// What a user looks for. An empty list asks for nothing in particular.
pub struct ProfileTargets(Targets);

/// What a user looks for. An empty list asks for nothing in particular.
#[Object]
impl ProfileTargets {
    /// Titles wanted; at most 20.
    async fn titles(&self) -> &[String] {
        &self.0.titles
    }

    /// Levels wanted.
    async fn seniority(&self) -> &[Seniority] {
        &self.0.seniority
    }

    /// Countries wanted, ISO 3166-1 alpha-2 in upper case; at most 50.
    async fn countries(&self) -> &[String] {
        &self.0.countries
    }

    /// Where the work may be done.
    async fn remote_modes(&self) -> &[RemoteMode] {
        &self.0.remote_modes
    }

    /// Kinds of contract wanted.
    async fn employment_types(&self) -> &[EmploymentType] {
        &self.0.employment_types
    }

    /// The least pay; null when the user names none.
    async fn pay_floor(&self) -> Option<PayFloor> {
        self.0.pay_floor.clone().map(PayFloor)
    }

    /// Employers not wanted; at most 100.
    async fn excluded_companies(&self) -> &[String] {
        &self.0.excluded_companies
    }
}

/// The least pay that a user works for.
pub struct PayFloor(profiles::PayFloor);

/// The least pay that a user works for.
#[Object]
impl PayFloor {
    /// Whole units of the currency.
    async fn amount(&self) -> i64 {
        self.0.amount
    }

    /// The currency, ISO 4217 in upper case.
    async fn currency(&self) -> &str {
        &self.0.currency
    }

    /// What the amount is for.
    async fn period(&self) -> PayPeriod {
        self.0.period
    }
}

/// A job in a user's past or present.
pub struct Employment(EmploymentRow);

/// A job in a user's past or present.
#[Object]
impl Employment {
    /// The global id.
    async fn id(&self) -> EmploymentId {
        self.0.id
    }

    /// The employer.
    async fn company(&self) -> &str {
        &self.0.company
    }

    /// What the job was called.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// Where it was; may be empty.
    async fn location(&self) -> &str {
        &self.0.location
    }

    /// What was done; may be empty.
    async fn description(&self) -> &str {
        &self.0.description
    }

    /// When it began; null when not said.
    async fn started_on(&self) -> Option<PartialDate> {
        self.0.started_on
    }

    /// When it ended; null while it lasts, or when not said.
    async fn ended_on(&self) -> Option<PartialDate> {
        self.0.ended_on
    }
}

/// A time of study.
pub struct Education(EducationRow);

/// A time of study.
#[Object]
impl Education {
    /// The global id.
    async fn id(&self) -> EducationId {
        self.0.id
    }

    /// The school or university.
    async fn school(&self) -> &str {
        &self.0.school
    }

    /// The degree; may be empty.
    async fn degree(&self) -> &str {
        &self.0.degree
    }

    /// What was studied; may be empty.
    async fn field(&self) -> &str {
        &self.0.field
    }

    /// What was done; may be empty.
    async fn description(&self) -> &str {
        &self.0.description
    }

    /// When it began; null when not said.
    async fn started_on(&self) -> Option<PartialDate> {
        self.0.started_on
    }

    /// When it ended; null while it lasts, or when not said.
    async fn ended_on(&self) -> Option<PartialDate> {
        self.0.ended_on
    }
}

/// A skill that a user claims.
pub struct SkillClaim(SkillClaimRow);

/// A skill that a user claims.
#[Object]
impl SkillClaim {
    /// The global id.
    async fn id(&self) -> SkillClaimId {
        self.0.id
    }

    /// The skill, in the words of the user.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// How well, in the view of the user.
    async fn level(&self) -> SkillLevel {
        self.0.level
    }

    /// For how many years, 0 to 60; null when not said.
    async fn years(&self) -> Option<i32> {
        self.0.years
    }
}

/// A language that a user speaks.
pub struct Language(LanguageRow);

/// A language that a user speaks.
#[Object]
impl Language {
    /// The global id.
    async fn id(&self) -> LanguageId {
        self.0.id
    }

    /// The language, in the words of the user.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// How well.
    async fn proficiency(&self) -> Proficiency {
        self.0.proficiency
    }
}
