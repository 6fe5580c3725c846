//! Facts: the only evidence for what a text says about a person.

use serde::{Deserialize, Serialize};

/// What a fact is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum FactKind {
    /// A position with an employer, and its time.
    Role,
    /// What was done or reached in a role.
    Achievement,
    /// A skill.
    Skill,
    /// A degree or a course of study.
    Education,
    /// A certificate or a licence.
    Certification,
    /// A spoken language, with its level.
    Language,
    /// A project.
    Project,
    /// Voluntary work.
    Volunteering,
    /// A publication.
    Publication,
    /// An award.
    Award,
    /// What the person wishes for.
    Preference,
}

/// A year, with the month if it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PartialDate {
    /// The year.
    pub year: i32,
    /// The month, from 1 to 12.
    pub month: Option<u32>,
}

impl PartialDate {
    /// A year without a month.
    #[must_use]
    pub const fn year(year: i32) -> Self {
        Self { year, month: None }
    }

    /// A month of a year.
    #[must_use]
    pub const fn month(year: i32, month: u32) -> Self {
        Self {
            year,
            month: Some(month),
        }
    }
}

/// One statement about a person, in their own words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// An opaque id, which includes the version of the evidence.
    pub id: String,
    /// What it is about.
    pub kind: FactKind,
    /// The statement as the person wrote it.
    pub text: String,
    /// The employer of a role, the school of a degree, the issuer of a certificate.
    pub organisation: Option<String>,
    /// The title of the role that the fact belongs to.
    pub title: Option<String>,
    /// When it began.
    pub from: Option<PartialDate>,
    /// When it ended.
    pub to: Option<PartialDate>,
    /// True if it has not ended.
    pub current: bool,
}

impl Fact {
    /// A fact with a text only.
    #[must_use]
    pub fn new(id: &str, kind: FactKind, text: &str) -> Self {
        Self {
            id: id.to_owned(),
            kind,
            text: text.to_owned(),
            organisation: None,
            title: None,
            from: None,
            to: None,
            current: false,
        }
    }
}
