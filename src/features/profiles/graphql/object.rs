//! The profile and its parts as GraphQL objects.

use async_graphql::{Context, Object};

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
        loader::{Batcher, Loader},
        scalar::{AmountValue, Instant, WebAddress},
    },
    types::{
        area::Area,
        id::{EducationId, EmploymentId, LanguageId, ProfileId, SkillClaimId},
        partial_date::PartialDate,
        work::{EmploymentType, PayPeriod, RemoteMode, Seniority},
    },
};

/// A user's profile, and the jobs that the user looks for.
pub struct Profile {
    profile: profiles::Profile,
    /// The sections as a dry run would store them.
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

/// A user's profile, and the jobs that the user looks for.
#[Object]
impl Profile {
    /// The global id; null until the profile is first saved.
    async fn id(&self) -> Option<ProfileId> {
        self.profile.id
    }

    /// A one-line headline; may be empty.
    async fn headline(&self) -> &str {
        &self.profile.headline
    }

    /// A summary of a few paragraphs; may be empty.
    async fn summary(&self) -> &str {
        &self.profile.summary
    }

    /// Where the user lives, as the user typed it; may be empty.
    async fn location(&self) -> &str {
        &self.profile.location
    }

    /// Web pages of the user, in the user's order; at most 20.
    #[graphql(complexity = "page_cost(Some(20), child_complexity)")]
    async fn links(&self) -> Vec<ProfileLink> {
        self.profile
            .links
            .iter()
            .cloned()
            .map(ProfileLink)
            .collect()
    }

    /// The jobs that the user looks for.
    async fn targets(&self) -> ProfileTargets {
        ProfileTargets(self.profile.targets.clone())
    }

    /// Jobs past and present, in the user's order; at most 100.
    #[graphql(complexity = "page_cost(Some(100), child_complexity)")]
    async fn employments(&self, ctx: &Context<'_>) -> Result<Vec<Employment>> {
        let rows = self.preview.as_ref().map(|it| it.employments.clone());
        section(ctx, rows, EmploymentsOfViewer, Employment).await
    }

    /// Periods of study, in the user's order; at most 100.
    #[graphql(complexity = "page_cost(Some(100), child_complexity)")]
    async fn educations(&self, ctx: &Context<'_>) -> Result<Vec<Education>> {
        let rows = self.preview.as_ref().map(|it| it.educations.clone());
        section(ctx, rows, EducationsOfViewer, Education).await
    }

    /// Skills that the user claims, in the user's order; at most 200.
    #[graphql(complexity = "page_cost(Some(100), child_complexity)")]
    async fn skills(&self, ctx: &Context<'_>) -> Result<Vec<SkillClaim>> {
        let rows = self.preview.as_ref().map(|it| it.skills.clone());
        section(ctx, rows, SkillsOfViewer, SkillClaim).await
    }

    /// Languages that the user speaks, in the user's order; at most 100.
    #[graphql(complexity = "page_cost(Some(100), child_complexity)")]
    async fn languages(&self, ctx: &Context<'_>) -> Result<Vec<Language>> {
        let rows = self.preview.as_ref().map(|it| it.languages.clone());
        section(ctx, rows, LanguagesOfViewer, Language).await
    }

    /// Incremented by every change of the profile or a section; pass it as `expectedVersion`. 0 until the profile is first saved.
    async fn version(&self) -> i32 {
        self.profile.version
    }

    /// The time of the last change of the profile or a section; null until the profile is first saved.
    async fn updated_at(&self) -> Option<Instant> {
        self.profile.updated_at.map(Instant::from)
    }
}

/// The rows of a section: from the dry run if there is one, else as stored.
async fn section<K, R, T>(
    ctx: &Context<'_>,
    preview: Option<Vec<R>>,
    key: K,
    object: fn(R) -> T,
) -> Result<Vec<T>>
where
    K: Send + Sync + std::hash::Hash + Eq + Clone + 'static,
    Batcher: Loader<K, Value = Vec<R>>,
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

/// A web page of a user.
pub struct ProfileLink(Link);

/// A web page of a user.
#[Object]
impl ProfileLink {
    /// The label of the link.
    async fn label(&self) -> &str {
        &self.0.label
    }

    /// Its address.
    async fn url(&self) -> WebAddress {
        WebAddress(self.0.url.clone())
    }
}

/// The jobs that a user looks for. An empty list means no preference.
pub struct ProfileTargets(Targets);

/// The jobs that a user looks for. An empty list means no preference.
#[Object]
impl ProfileTargets {
    /// Job titles wanted; at most 20.
    async fn titles(&self) -> &[String] {
        &self.0.titles
    }

    /// Seniority levels wanted.
    async fn seniority(&self) -> &[Seniority] {
        &self.0.seniority
    }

    /// Countries wanted, ISO 3166-1 alpha-2 in upper case; at most 50.
    async fn countries(&self) -> &[String] {
        &self.0.countries
    }

    /// Remote modes wanted: on site, hybrid or remote.
    async fn remote_modes(&self) -> &[RemoteMode] {
        &self.0.remote_modes
    }

    /// Kinds of contract wanted.
    async fn employment_types(&self) -> &[EmploymentType] {
        &self.0.employment_types
    }

    /// The minimum pay; null if the user has not set one.
    async fn pay_floor(&self) -> Option<PayFloor> {
        self.0.pay_floor.clone().map(PayFloor)
    }

    /// Employers not wanted; at most 100.
    async fn excluded_companies(&self) -> &[String] {
        &self.0.excluded_companies
    }
}

/// The minimum pay that a user accepts.
pub struct PayFloor(profiles::PayFloor);

/// The minimum pay that a user accepts.
#[Object]
impl PayFloor {
    /// The amount.
    async fn amount(&self) -> AmountValue {
        self.0.amount.into()
    }

    /// The currency, ISO 4217 in upper case.
    async fn currency(&self) -> &str {
        &self.0.currency
    }

    /// The period that the amount is paid for.
    async fn period(&self) -> PayPeriod {
        self.0.period
    }
}

/// A past or present job.
pub struct Employment(EmploymentRow);

/// A past or present job.
#[Object]
impl Employment {
    /// The global id.
    async fn id(&self) -> EmploymentId {
        self.0.id
    }

    /// The employer's name.
    async fn company(&self) -> &str {
        &self.0.company
    }

    /// The job title.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// The place of work; may be empty.
    async fn location(&self) -> &str {
        &self.0.location
    }

    /// The duties and results; may be empty.
    async fn description(&self) -> &str {
        &self.0.description
    }

    /// The start date; null if not given.
    async fn started_on(&self) -> Option<PartialDate> {
        self.0.started_on
    }

    /// The end date; null if ongoing or not given.
    async fn ended_on(&self) -> Option<PartialDate> {
        self.0.ended_on
    }
}

/// A period of study.
pub struct Education(EducationRow);

/// A period of study.
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

    /// The field of study; may be empty.
    async fn field(&self) -> &str {
        &self.0.field
    }

    /// A description; may be empty.
    async fn description(&self) -> &str {
        &self.0.description
    }

    /// The start date; null if not given.
    async fn started_on(&self) -> Option<PartialDate> {
        self.0.started_on
    }

    /// The end date; null if ongoing or not given.
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

    /// The name of the skill, as the user typed it.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// The proficiency, as the user rates it.
    async fn level(&self) -> SkillLevel {
        self.0.level
    }

    /// Years of experience, 0 to 60; null if not given.
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

    /// The name of the language, as the user typed it.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// The proficiency.
    async fn proficiency(&self) -> Proficiency {
        self.0.proficiency
    }
}
