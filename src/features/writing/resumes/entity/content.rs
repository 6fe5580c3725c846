//! The content of a revision: what a résumé says, and the facts that it rests on.

use async_graphql::Enum;
use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};

use crate::{
    features::writing::entity::layout::Language,
    types::{
        id::{
            AwardId, CertificationId, EducationId, EmploymentId, EvidenceId, LanguageId, ProjectId,
            PublicationId, SkillClaimId, TypedId, VolunteeringId,
        },
        partial_date::PartialDate,
    },
};

/// The form in which new revisions are stored.
pub const FORM: u8 = 1;

/// What a résumé says. Stored as JSON; `form` tells readers of later releases how.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(rename_all = "camelCase")]
pub struct Content {
    /// The form of the JSON.
    pub form: u8,
    /// The number of the last key that an item got; numbers are not used again.
    pub last_key: u32,
    /// The language of the text.
    pub language: Language,
    /// The name of the person; may be empty, as the next five.
    pub name: String,
    /// What the person is or looks for, in one line.
    pub headline: String,
    /// Where the person lives.
    pub location: String,
    /// The e-mail address.
    pub email: String,
    /// The telephone number.
    pub phone: String,
    /// Web pages of the person, in order.
    pub links: Vec<Link>,
    /// Paragraphs before the first section.
    pub summary: Vec<Statement>,
    /// The sections, in order; each kind at most once.
    pub sections: Vec<Section>,
}

/// A web page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The label; may be empty.
    pub label: String,
    /// An `http` or `https` address.
    pub url: String,
}

/// A section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// The kind.
    pub kind: SectionKind,
    /// The heading; empty for the usual one of its kind.
    pub heading: String,
    /// The items, in order.
    pub items: Vec<Item>,
}

/// The kind of a section, as the profile has them.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Enum,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[graphql(name = "ResumeSectionKind")]
pub enum SectionKind {
    /// Jobs.
    Work,
    /// Periods of study.
    Education,
    /// Skills.
    Skills,
    /// Languages.
    Languages,
    /// Projects.
    Projects,
    /// Certificates and licences.
    Certifications,
    /// Unpaid work.
    Volunteering,
    /// Publications.
    Publications,
    /// Awards and honours.
    Awards,
}

/// A job, a school, a skill, a language, a project, a certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Item {
    /// The key, which it has in all revisions.
    pub key: String,
    /// The item of the profile that it was made of.
    pub source: Option<ItemSource>,
    /// The job title, the degree, the name; may be empty if there is an organization.
    pub title: String,
    /// The employer, the school, the issuer; may be empty if there is a title.
    pub organization: String,
    /// The place; may be empty.
    pub location: String,
    /// A web page.
    pub url: Option<String>,
    /// The start date; of what has one date only, that date.
    pub started_on: Option<PartialDate>,
    /// The end date.
    pub ended_on: Option<PartialDate>,
    /// What its kind has beside these: the field of study, the level of a language; may be empty.
    pub detail: String,
    /// True if it is not printed.
    pub hidden: bool,
    /// What is said about it.
    pub statements: Vec<Statement>,
}

/// A statement, and the facts that it rests on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// The text.
    pub text: String,
    /// The facts that it rests on.
    pub citations: Vec<Citation>,
    /// True if it is not printed.
    pub hidden: bool,
}

/// A version of a fact of the profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Citation {
    /// The fact.
    pub evidence: EvidenceId,
    /// Its version.
    pub version: i32,
}

/// The id of an item of a profile, in its external form. The item may be gone by now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ItemSource(String);

impl Content {
    /// The items of all sections.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.sections.iter().flat_map(|section| &section.items)
    }

    /// All statements: those of the summary, then those of the items.
    pub fn statements(&self) -> impl Iterator<Item = &Statement> {
        let of_items = self.items().flat_map(|item| &item.statements);
        self.summary.iter().chain(of_items)
    }
}

impl SectionKind {
    /// All kinds, in the order of a new résumé.
    pub const ALL: [Self; 9] = [
        Self::Work,
        Self::Projects,
        Self::Education,
        Self::Skills,
        Self::Languages,
        Self::Certifications,
        Self::Volunteering,
        Self::Publications,
        Self::Awards,
    ];

    /// The name in the schema.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Work => "WORK",
            Self::Education => "EDUCATION",
            Self::Skills => "SKILLS",
            Self::Languages => "LANGUAGES",
            Self::Projects => "PROJECTS",
            Self::Certifications => "CERTIFICATIONS",
            Self::Volunteering => "VOLUNTEERING",
            Self::Publications => "PUBLICATIONS",
            Self::Awards => "AWARDS",
        }
    }
}

impl ItemSource {
    /// The id of an item of the profile.
    #[must_use]
    pub fn new(id: impl std::fmt::Display) -> Self {
        Self(id.to_string())
    }

    /// Parses an id of an item of any section; `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let is_known = EmploymentId::parse_id(text).is_some()
            || EducationId::parse_id(text).is_some()
            || SkillClaimId::parse_id(text).is_some()
            || LanguageId::parse_id(text).is_some()
            || ProjectId::parse_id(text).is_some()
            || CertificationId::parse_id(text).is_some()
            || VolunteeringId::parse_id(text).is_some()
            || PublicationId::parse_id(text).is_some()
            || AwardId::parse_id(text).is_some();
        is_known.then(|| Self(text.to_owned()))
    }

    /// The id.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
