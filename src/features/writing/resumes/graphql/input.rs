//! Input types of the résumé mutations.

use async_graphql::InputObject;

use crate::{
    features::writing::{
        Language, Paper, Template,
        resumes::{
            Citation, Content, Edit, Item, ItemSource, Link, NewResume, ResumeChange, ResumeKind,
            Section, SectionKind, Statement,
        },
    },
    graphql::mutation::WriteRequest,
    types::{
        id::{EvidenceId, PostingId, ResumeId},
        partial_date::PartialDate,
    },
};

/// A new résumé.
#[derive(InputObject)]
pub struct CreateResumeInput {
    /// MASTER: made of the profile as it is. TAILORED: copied from the newest revision of another résumé.
    kind: ResumeKind,
    /// The name, 1 to 220 characters.
    name: String,
    /// The language of headings and dates; by default that of the parent, or English. Texts are not translated.
    language: Option<Language>,
    /// The look; by default that of the parent, or PLAIN.
    template: Option<Template>,
    /// The paper; by default that of the parent, or A4.
    paper: Option<Paper>,
    /// The résumé to copy; required for TAILORED, refused for MASTER.
    parent_id: Option<ResumeId>,
    /// The posting that it is for; required for TAILORED, refused for MASTER.
    posting_id: Option<PostingId>,
    /// A note about the first revision, at most 500 characters.
    note: Option<String>,
    #[graphql(flatten)]
    pub(super) request: WriteRequest,
}

/// An edit of what a résumé says, as a whole.
#[derive(InputObject)]
pub struct EditResumeInput {
    /// The résumé.
    pub(super) id: ResumeId,
    /// The `version` that the client read; refused with VERSION_CONFLICT if it has changed since.
    pub(super) expected_version: i32,
    /// All that the résumé is to say. What is left out is gone from the new revision; earlier ones keep it.
    content: ResumeContentInput,
    /// A note about the revision, at most 500 characters.
    note: Option<String>,
    #[graphql(flatten)]
    pub(super) request: WriteRequest,
}

/// The restoration of an earlier revision.
#[derive(InputObject)]
pub struct RestoreResumeInput {
    /// The résumé.
    pub(super) id: ResumeId,
    /// The `version` that the client read; refused with VERSION_CONFLICT if it has changed since.
    pub(super) expected_version: i32,
    /// The number of the revision whose content is to be the newest again.
    pub(super) revision: i32,
    /// A note about the new revision, at most 500 characters.
    pub(super) note: Option<String>,
    #[graphql(flatten)]
    pub(super) request: WriteRequest,
}

/// A change of a résumé beside what it says; fields that are left out stay as they are.
#[derive(InputObject)]
pub struct UpdateResumeInput {
    /// The résumé.
    pub(super) id: ResumeId,
    /// The `version` that the client read; refused with VERSION_CONFLICT if it has changed since.
    pub(super) expected_version: i32,
    /// The name, 1 to 220 characters.
    name: Option<String>,
    /// The language of headings and dates. Texts are not translated. Another language adds a revision.
    language: Option<Language>,
    /// The look.
    template: Option<Template>,
    /// The paper.
    paper: Option<Paper>,
    #[graphql(flatten)]
    pub(super) request: WriteRequest,
}

/// A résumé to archive.
#[derive(InputObject)]
pub struct ArchiveResumeInput {
    /// The résumé.
    pub(super) id: ResumeId,
    /// The `version` that the client read; refused with VERSION_CONFLICT if it has changed since.
    pub(super) expected_version: i32,
    #[graphql(flatten)]
    pub(super) request: WriteRequest,
}

/// An archived résumé to bring back.
#[derive(InputObject)]
pub struct UnarchiveResumeInput {
    /// The résumé.
    pub(super) id: ResumeId,
    /// The `version` that the client read; refused with VERSION_CONFLICT if it has changed since.
    pub(super) expected_version: i32,
    #[graphql(flatten)]
    pub(super) request: WriteRequest,
}

/// The removal of a résumé.
#[derive(InputObject)]
pub struct RemoveResumeInput {
    /// The résumé.
    pub(super) id: ResumeId,
    /// The `version` that the client read; refused with VERSION_CONFLICT if it has changed since.
    pub(super) expected_version: i32,
    #[graphql(flatten)]
    pub(super) request: WriteRequest,
}

/// What a résumé says; at most 500 statements and 100 000 characters.
#[derive(InputObject)]
pub struct ResumeContentInput {
    /// The language of headings and dates.
    language: Language,
    /// The name of the person, at most 220 characters.
    #[graphql(default)]
    name: String,
    /// What the person is or looks for in one line, at most 220 characters.
    #[graphql(default)]
    headline: String,
    /// Where the person lives, at most 220 characters.
    #[graphql(default)]
    location: String,
    /// The e-mail address.
    #[graphql(default)]
    email: String,
    /// The telephone number, at most 50 characters.
    #[graphql(default)]
    phone: String,
    /// Web pages of the person, in order; at most 20.
    #[graphql(default)]
    links: Vec<ResumeLinkInput>,
    /// Paragraphs before the first section.
    #[graphql(default)]
    summary: Vec<ResumeStatementInput>,
    /// The sections, in order; each kind at most once.
    #[graphql(default)]
    sections: Vec<ResumeSectionInput>,
}

/// A web page on a résumé.
#[derive(InputObject)]
pub struct ResumeLinkInput {
    /// The label, at most 220 characters.
    #[graphql(default)]
    label: String,
    /// An `http` or `https` address.
    url: String,
}

/// A section of a résumé.
#[derive(InputObject)]
pub struct ResumeSectionInput {
    /// The kind.
    kind: SectionKind,
    /// The heading, at most 220 characters; empty for the usual one of the kind.
    #[graphql(default)]
    heading: String,
    /// The items, in order; at most 200.
    #[graphql(default)]
    items: Vec<ResumeItemInput>,
}

/// An item of a section of a résumé. It has a title or an organization.
#[derive(InputObject)]
pub struct ResumeItemInput {
    /// The key of an item that an earlier revision has; left out for a new item.
    key: Option<String>,
    /// The id of the item of the profile that it was made of.
    source: Option<ItemSource>,
    /// The job title, the degree, the name; at most 220 characters.
    #[graphql(default)]
    title: String,
    /// The employer, the school, the issuer; at most 220 characters.
    #[graphql(default)]
    organization: String,
    /// The place, at most 220 characters.
    #[graphql(default)]
    location: String,
    /// An `http` or `https` address.
    url: Option<String>,
    /// The start date; of what has one date only, that date.
    started_on: Option<PartialDate>,
    /// The end date, not before the start date.
    ended_on: Option<PartialDate>,
    /// What its kind has beside these, such as the field of study or the level of a language; at most 220 characters.
    #[graphql(default)]
    detail: String,
    /// True for an item that is to be in no rendered document.
    #[graphql(default)]
    hidden: bool,
    /// What is said about it, in order.
    #[graphql(default)]
    statements: Vec<ResumeStatementInput>,
}

/// A statement of a résumé.
#[derive(InputObject)]
pub struct ResumeStatementInput {
    /// The text, 1 to 5 000 characters.
    text: String,
    /// The versions of facts of the profile that it rests on; at most 20.
    #[graphql(default)]
    citations: Vec<ResumeCitationInput>,
    /// True for a statement that is to be in no rendered document.
    #[graphql(default)]
    hidden: bool,
}

/// A version of a fact of the viewer's profile, which may have been edited or removed since.
#[derive(InputObject)]
pub struct ResumeCitationInput {
    /// The id of the fact.
    evidence: EvidenceId,
    /// The number of its version, from 1.
    version: i32,
}

impl CreateResumeInput {
    /// Splits the input into the new résumé and the options of the write.
    pub(super) fn parse(self) -> (NewResume, WriteRequest) {
        let new = NewResume {
            kind: self.kind,
            name: self.name,
            language: self.language,
            template: self.template,
            paper: self.paper,
            parent: self.parent_id,
            posting: self.posting_id,
            note: self.note,
        };
        (new, self.request)
    }
}

impl EditResumeInput {
    /// Splits the input into the edit and the options of the write.
    pub(super) fn parse(self) -> (ResumeId, i32, Edit, WriteRequest) {
        let edit = Edit {
            content: self.content.into(),
            note: self.note,
        };
        (self.id, self.expected_version, edit, self.request)
    }
}

impl UpdateResumeInput {
    /// Splits the input into the change and the options of the write.
    pub(super) fn parse(self) -> (ResumeId, i32, ResumeChange, WriteRequest) {
        let change = ResumeChange {
            name: self.name,
            language: self.language,
            template: self.template,
            paper: self.paper,
        };
        (self.id, self.expected_version, change, self.request)
    }
}

impl From<ResumeContentInput> for Content {
    fn from(input: ResumeContentInput) -> Self {
        let link = |link: ResumeLinkInput| Link {
            label: link.label,
            url: link.url,
        };
        Self {
            language: input.language,
            name: input.name,
            headline: input.headline,
            location: input.location,
            email: input.email,
            phone: input.phone,
            links: input.links.into_iter().map(link).collect(),
            summary: input.summary.into_iter().map(Statement::from).collect(),
            sections: input.sections.into_iter().map(Section::from).collect(),
            ..Self::default()
        }
    }
}

impl From<ResumeSectionInput> for Section {
    fn from(input: ResumeSectionInput) -> Self {
        Self {
            kind: input.kind,
            heading: input.heading,
            items: input.items.into_iter().map(Item::from).collect(),
        }
    }
}

impl From<ResumeItemInput> for Item {
    fn from(input: ResumeItemInput) -> Self {
        Self {
            key: input.key.unwrap_or_default(),
            source: input.source,
            title: input.title,
            organization: input.organization,
            location: input.location,
            url: input.url,
            started_on: input.started_on,
            ended_on: input.ended_on,
            detail: input.detail,
            hidden: input.hidden,
            statements: input.statements.into_iter().map(Statement::from).collect(),
        }
    }
}

impl From<ResumeStatementInput> for Statement {
    fn from(input: ResumeStatementInput) -> Self {
        let citation = |citation: ResumeCitationInput| Citation {
            evidence: citation.evidence,
            version: citation.version,
        };
        Self {
            text: input.text,
            citations: input.citations.into_iter().map(citation).collect(),
            hidden: input.hidden,
        }
    }
}
