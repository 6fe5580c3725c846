//! What a résumé says, as GraphQL objects.

use std::sync::Arc;

use async_graphql::{Context, Object};

use crate::{
    error::{Error, Result},
    features::{
        profiles::{CitedVersion, graphql::CitedEvidence},
        writing::{
            Language,
            resumes::{Citation, Content, Item, ItemSource, Link, Section, SectionKind, Statement},
        },
    },
    graphql::{context, limits::page_cost, scalar::WebAddress},
    types::{area::Area, id::EvidenceId, partial_date::PartialDate},
};

/// What a revision of a résumé says.
pub struct ResumeContent(pub(super) Arc<Content>);

/// What a revision of a résumé says. It never changes.
#[Object]
impl ResumeContent {
    /// The language of the text.
    async fn language(&self) -> Language {
        self.0.language
    }

    /// The name of the person; may be empty.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// What the person is or looks for, in one line; may be empty.
    async fn headline(&self) -> &str {
        &self.0.headline
    }

    /// Where the person lives; may be empty.
    async fn location(&self) -> &str {
        &self.0.location
    }

    /// The e-mail address; may be empty.
    async fn email(&self) -> &str {
        &self.0.email
    }

    /// The telephone number; may be empty.
    async fn phone(&self) -> &str {
        &self.0.phone
    }

    /// Web pages of the person, in order; at most 20.
    #[graphql(complexity = "page_cost(Some(5), child_complexity)")]
    async fn links(&self) -> Vec<ResumeLink> {
        self.0.links.iter().cloned().map(ResumeLink).collect()
    }

    /// Paragraphs before the first section.
    #[graphql(complexity = "page_cost(Some(2), child_complexity)")]
    async fn summary(&self) -> Vec<ResumeStatement> {
        statements(&self.0.summary)
    }

    /// The sections, in order; each kind at most once.
    #[graphql(complexity = "page_cost(Some(5), child_complexity)")]
    async fn sections(&self) -> Vec<ResumeSection> {
        self.0.sections.iter().cloned().map(ResumeSection).collect()
    }
}

fn statements(statements: &[Statement]) -> Vec<ResumeStatement> {
    statements.iter().cloned().map(ResumeStatement).collect()
}

/// A web page on a résumé.
pub struct ResumeLink(Link);

/// A web page on a résumé.
#[Object]
impl ResumeLink {
    /// The label; may be empty.
    async fn label(&self) -> &str {
        &self.0.label
    }

    /// Its address.
    async fn url(&self) -> WebAddress {
        WebAddress(self.0.url.clone())
    }
}

/// A section of a résumé.
pub struct ResumeSection(Section);

/// A section of a résumé.
#[Object]
impl ResumeSection {
    /// The kind.
    async fn kind(&self) -> SectionKind {
        self.0.kind
    }

    /// The heading; empty for the usual one of its kind, in the language of the résumé.
    async fn heading(&self) -> &str {
        &self.0.heading
    }

    /// The items, in order; at most 200.
    #[graphql(complexity = "page_cost(Some(8), child_complexity)")]
    async fn items(&self) -> Vec<ResumeItem> {
        self.0.items.iter().cloned().map(ResumeItem).collect()
    }
}

/// An item of a section of a résumé.
pub struct ResumeItem(Item);

/// An item of a section of a résumé: a job, a school, a skill, a language, a project, a certificate.
#[Object]
impl ResumeItem {
    /// The key, which the item has in all revisions, and in copies of the résumé.
    async fn key(&self) -> &str {
        &self.0.key
    }

    /// The id of the item of the profile that it was made of, which may be gone by now; null if it was made of none.
    async fn source(&self) -> Option<ItemSource> {
        self.0.source.clone()
    }

    /// The job title, the degree, the name; may be empty if there is an organization.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// The employer, the school, the issuer; may be empty if there is a title.
    async fn organization(&self) -> &str {
        &self.0.organization
    }

    /// The place; may be empty.
    async fn location(&self) -> &str {
        &self.0.location
    }

    /// A web page; null if there is none.
    async fn url(&self) -> Option<WebAddress> {
        self.0.url.clone().map(WebAddress)
    }

    /// The start date; of what has one date only, that date. Null if there is none.
    async fn started_on(&self) -> Option<PartialDate> {
        self.0.started_on
    }

    /// The end date; null if it lasts, or has none.
    async fn ended_on(&self) -> Option<PartialDate> {
        self.0.ended_on
    }

    /// What its kind has beside these, such as the field of study or the level of a language; may be empty.
    async fn detail(&self) -> &str {
        &self.0.detail
    }

    /// True if it is in no rendered document.
    async fn hidden(&self) -> bool {
        self.0.hidden
    }

    /// What is said about it, in order.
    #[graphql(complexity = "page_cost(Some(4), child_complexity)")]
    async fn statements(&self) -> Vec<ResumeStatement> {
        statements(&self.0.statements)
    }
}

/// A statement of a résumé.
pub struct ResumeStatement(Statement);

/// A statement of a résumé, with the facts of the profile that it rests on.
#[Object]
impl ResumeStatement {
    /// The text; may have several lines.
    async fn text(&self) -> &str {
        &self.0.text
    }

    /// The versions of facts that it rests on; at most 20.
    #[graphql(complexity = "page_cost(Some(2), child_complexity)")]
    async fn citations(&self) -> Vec<ResumeCitation> {
        self.0
            .citations
            .iter()
            .copied()
            .map(ResumeCitation)
            .collect()
    }

    /// False if it cites no fact: then nothing in the profile backs it, and the user should add a fact, or be sure of it. Whether the facts do say
    /// what it says is not checked.
    async fn is_supported(&self) -> bool {
        !self.0.citations.is_empty()
    }

    /// True if it is in no rendered document.
    async fn hidden(&self) -> bool {
        self.0.hidden
    }
}

/// A version of a fact that a statement rests on.
pub struct ResumeCitation(Citation);

/// A version of a fact that a statement rests on.
#[Object]
impl ResumeCitation {
    /// The id of the fact.
    async fn evidence(&self) -> EvidenceId {
        self.0.evidence
    }

    /// The number of its version, from 1.
    async fn version(&self) -> i32 {
        self.0.version
    }

    /// What this version of the fact says. Needs the scope `profiles:read` as well; null with an error without it.
    async fn text(&self, ctx: &Context<'_>) -> Option<Result<String>> {
        let cited = self.cited(ctx).await;
        Some(cited.map(|cited| cited.version.text))
    }

    /// False if the fact was edited or removed since. Needs the scope `profiles:read` as well; null with an error without it.
    async fn is_current(&self, ctx: &Context<'_>) -> Option<Result<bool>> {
        let cited = self.cited(ctx).await;
        Some(cited.map(|cited| cited.is_current))
    }
}

impl ResumeCitation {
    async fn cited(&self, ctx: &Context<'_>) -> Result<CitedVersion> {
        let key = CitedEvidence {
            id: self.0.evidence,
            version: self.0.version,
        };
        let cited = context::load(ctx, Area::Profiles, key).await?;
        cited.ok_or_else(|| Error::internal("a résumé cites what the profile never said"))
    }
}
