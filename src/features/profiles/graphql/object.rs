//! The profile and its parts as GraphQL objects.

use std::sync::Arc;

use async_graphql::{Context, ID, Json, Object, SimpleObject};

use super::{
    evidence::{DryRunFacts, EvidenceVersion},
    loader::{CitedEvidence, ItemsOfViewer, SectionsOfViewer},
    section::{
        Award, Certification, Education, Employment, Language, Project, Publication, SkillClaim,
        Volunteering,
    },
    targets::ProfileTargets,
};
use crate::{
    error::Result,
    features::imports::Imports,
    features::matching::{
        SuggestionState,
        graphql::{ProfileSuggestion, suggestions},
    },
    features::profiles::{
        self, Completeness, Gap, GapKind, Link, NewAward, NewCertification, NewEducation,
        NewEmployment, NewItem, NewLanguage, NewProject, NewPublication, NewSkill, NewVolunteering,
        Row, Sections, Written,
    },
    graphql::{
        context,
        limits::page_cost,
        scalar::{Instant, WebAddress},
    },
    types::{
        area::Area,
        id::{EvidenceId, ProfileId},
        import_source::ImportSource,
    },
};

/// The query cost of the profile as a document: all sections are read.
const JSON_RESUME_COST: usize = 200;

/// A user's profile, and the jobs that the user looks for.
pub struct Profile {
    row: profiles::Profile,
    /// The sections as a dry run would store them.
    preview: Option<Sections>,
    /// The facts of the dry run.
    dry_run: Option<Arc<DryRunFacts>>,
}

impl From<profiles::Profile> for Profile {
    fn from(profile: profiles::Profile) -> Self {
        Self {
            row: profile,
            preview: None,
            dry_run: None,
        }
    }
}

impl From<Written> for Profile {
    fn from(Written { profile, preview }: Written) -> Self {
        let Some(preview) = preview else {
            return profile.into();
        };
        let facts = preview.sections.evidence.clone();
        Self {
            row: profile,
            preview: Some(preview.sections),
            dry_run: Some(Arc::new(DryRunFacts::new(facts, preview.former_versions))),
        }
    }
}

/// A user's profile, and the jobs that the user looks for.
#[Object]
impl Profile {
    /// The global id; null until the profile is first saved.
    async fn id(&self) -> Option<ProfileId> {
        self.row.id
    }

    /// A one-line headline; may be empty.
    async fn headline(&self) -> &str {
        &self.row.headline
    }

    /// A summary of a few paragraphs; may be empty.
    async fn summary(&self) -> &str {
        &self.row.summary
    }

    /// Where the user lives, as the user typed it; may be empty.
    async fn location(&self) -> &str {
        &self.row.location
    }

    /// Web pages of the user, in the user's order; at most 20.
    #[graphql(complexity = "page_cost(Some(20), child_complexity)")]
    async fn links(&self) -> Vec<ProfileLink> {
        self.row.links.iter().cloned().map(ProfileLink).collect()
    }

    /// The jobs that the user looks for.
    async fn targets(&self) -> ProfileTargets {
        ProfileTargets {
            targets: self.row.targets.clone(),
            sources: self.row.sources.targets.clone(),
        }
    }

    /// The imports that the headline, the summary and the location come from.
    async fn sources(&self) -> ProfileSources {
        ProfileSources {
            headline: self.row.sources.headline,
            summary: self.row.sources.summary,
            location: self.row.sources.location,
        }
    }

    /// The profile as a JSON Resume document (<https://jsonresume.org>), valid by the official schema, with the keys that an earlier import
    /// kept without a field of the profile. Importing it gives the same profile.
    #[graphql(complexity = "JSON_RESUME_COST")]
    async fn json_resume(&self, ctx: &Context<'_>) -> Option<Result<Json<serde_json::Value>>> {
        let reading = async {
            let actor = context::allowed(ctx, Area::Profiles.read())?;
            context::handle::<Imports>(ctx)?.json_resume(actor).await
        };
        let document = context::within(ctx, Area::Profiles, reading).await;
        Some(document.map(Json))
    }

    /// Jobs past and present, in the user's order; at most 100.
    #[graphql(complexity = "page_cost(Some(20), child_complexity)")]
    async fn employments(&self, ctx: &Context<'_>) -> Result<Vec<Employment>> {
        let dry_run = self.dry_run.as_ref();
        let item = |row| Employment {
            row,
            dry_run: dry_run.cloned(),
        };
        self.section::<NewEmployment, _>(ctx, item).await
    }

    /// Periods of study, in the user's order; at most 100.
    #[graphql(complexity = "page_cost(Some(5), child_complexity)")]
    async fn educations(&self, ctx: &Context<'_>) -> Result<Vec<Education>> {
        let dry_run = self.dry_run.as_ref();
        let item = |row| Education {
            row,
            dry_run: dry_run.cloned(),
        };
        self.section::<NewEducation, _>(ctx, item).await
    }

    /// Skills that the user claims, in the user's order; at most 200.
    #[graphql(complexity = "page_cost(Some(50), child_complexity)")]
    async fn skills(&self, ctx: &Context<'_>) -> Result<Vec<SkillClaim>> {
        let dry_run = self.dry_run.as_ref();
        let item = |row| SkillClaim {
            row,
            dry_run: dry_run.cloned(),
        };
        self.section::<NewSkill, _>(ctx, item).await
    }

    /// Languages that the user speaks, in the user's order; at most 100.
    #[graphql(complexity = "page_cost(Some(10), child_complexity)")]
    async fn languages(&self, ctx: &Context<'_>) -> Result<Vec<Language>> {
        self.section::<NewLanguage, _>(ctx, Language).await
    }

    /// Projects, in the user's order; at most 100.
    #[graphql(complexity = "page_cost(Some(10), child_complexity)")]
    async fn projects(&self, ctx: &Context<'_>) -> Result<Vec<Project>> {
        let dry_run = self.dry_run.as_ref();
        let item = |row| Project {
            row,
            dry_run: dry_run.cloned(),
        };
        self.section::<NewProject, _>(ctx, item).await
    }

    /// Certificates and licences, in the user's order; at most 100.
    #[graphql(complexity = "page_cost(Some(10), child_complexity)")]
    async fn certifications(&self, ctx: &Context<'_>) -> Result<Vec<Certification>> {
        self.section::<NewCertification, _>(ctx, Certification)
            .await
    }

    /// Unpaid work, in the user's order; at most 100.
    #[graphql(complexity = "page_cost(Some(5), child_complexity)")]
    async fn volunteerings(&self, ctx: &Context<'_>) -> Result<Vec<Volunteering>> {
        let dry_run = self.dry_run.as_ref();
        let item = |row| Volunteering {
            row,
            dry_run: dry_run.cloned(),
        };
        self.section::<NewVolunteering, _>(ctx, item).await
    }

    /// Publications, in the user's order; at most 100.
    #[graphql(complexity = "page_cost(Some(10), child_complexity)")]
    async fn publications(&self, ctx: &Context<'_>) -> Result<Vec<Publication>> {
        self.section::<NewPublication, _>(ctx, Publication).await
    }

    /// Awards and honours, in the user's order; at most 100.
    #[graphql(complexity = "page_cost(Some(10), child_complexity)")]
    async fn awards(&self, ctx: &Context<'_>) -> Result<Vec<Award>> {
        self.section::<NewAward, _>(ctx, Award).await
    }

    /// A version of a fact, as cited by a document, even if the fact was edited or removed since. Null if it does not exist.
    async fn cited_evidence(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The id of the fact.")] id: EvidenceId,
        #[graphql(desc = "The number of the version, from 1.")] version: i32,
    ) -> Result<Option<EvidenceVersion>> {
        let key = CitedEvidence { id, version };
        let cited = context::load(ctx, Area::Profiles, key).await?;
        Ok(cited.map(|cited| EvidenceVersion(cited.version)))
    }

    /// How complete the profile is, with the missing parts.
    #[graphql(complexity = "page_cost(Some(5), child_complexity)")]
    async fn completeness(&self, ctx: &Context<'_>) -> Result<ProfileCompleteness> {
        let completeness = if let Some(sections) = &self.preview {
            Completeness::of(&self.row, sections)
        } else {
            let sections = context::load(ctx, Area::Profiles, SectionsOfViewer).await?;
            Completeness::of(&self.row, &sections.unwrap_or_default())
        };
        Ok(ProfileCompleteness(completeness))
    }

    /// What the profile could say better, the most important first: checked anew each time.
    #[graphql(complexity = "page_cost(Some(20), child_complexity)")]
    async fn suggestions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Suggestions in these states; OPEN by default.")] states: Option<
            Vec<SuggestionState>,
        >,
    ) -> Option<Result<Vec<ProfileSuggestion>>> {
        Some(suggestions(ctx, states).await)
    }

    /// Incremented by every change of the profile or a section; pass it as `expectedVersion`. 0 until the profile is first saved.
    async fn version(&self) -> i32 {
        self.row.version
    }

    /// The time of the last change of the profile or a section; null until the profile is first saved.
    async fn updated_at(&self) -> Option<Instant> {
        self.row.updated_at.map(Instant::from)
    }
}

impl Profile {
    /// The items of a section: from the dry run if there is one, else as stored.
    async fn section<N: NewItem, T>(
        &self,
        ctx: &Context<'_>,
        object: impl Fn(Row<N>) -> T + Send,
    ) -> Result<Vec<T>> {
        let rows = match &self.preview {
            Some(sections) => N::rows(sections).to_vec(),
            None => context::load(ctx, Area::Profiles, ItemsOfViewer::<N>::default())
                .await?
                .unwrap_or_default(),
        };
        Ok(rows.into_iter().map(object).collect())
    }
}

/// How complete a profile is.
pub struct ProfileCompleteness(Completeness);

/// How complete a profile is.
#[Object]
impl ProfileCompleteness {
    /// The share of checks that pass, in percent: 0 to 100.
    async fn percent(&self) -> i32 {
        self.0.percent.into()
    }

    /// The missing parts, most useful first; empty for a complete profile.
    async fn gaps(&self) -> Vec<ProfileGap> {
        self.0.gaps.iter().cloned().map(ProfileGap).collect()
    }
}

/// A missing part of a profile.
pub struct ProfileGap(Gap);

/// A missing part of a profile.
#[Object]
impl ProfileGap {
    /// The kind of missing part.
    async fn kind(&self) -> GapKind {
        self.0.kind
    }

    /// Advice, as an English sentence.
    async fn advice(&self) -> &str {
        self.0.kind.advice()
    }

    /// The ids of the items that lack it; empty if the profile itself does.
    async fn items(&self) -> Vec<ID> {
        self.0.items.iter().map(ID::from).collect()
    }
}

/// The imports that values of a profile come from.
#[derive(SimpleObject)]
pub struct ProfileSources {
    /// That of the headline; null if the user wrote or edited it, and if it is empty.
    headline: Option<ImportSource>,
    /// That of the summary; null if the user wrote or edited it, and if it is empty.
    summary: Option<ImportSource>,
    /// That of the location; null if the user wrote or edited it, and if it is empty.
    location: Option<ImportSource>,
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

    /// The import that it comes from; null if the user wrote or edited it.
    async fn source(&self) -> Option<ImportSource> {
        self.0.source
    }
}
