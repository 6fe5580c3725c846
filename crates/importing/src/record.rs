//! What a file says about a person, in the terms of the profile. An empty text and a `None` mean: the file does not say.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{date::PartialDate, report::Report};

/// What was read, and the report of what was not.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Imported {
    /// The profile.
    pub profile: Profile,
    /// Other people whom the person knows.
    pub connections: Vec<Connection>,
    /// The person's applications, and saved postings.
    pub applications: Vec<Application>,
    /// What was left out, cut or is uncertain.
    pub report: Report,
}

/// Where an item was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The name of the file inside an archive, or of the section of a document.
    pub file: String,
    /// The row of the file, the first below the header is 1; for a JSON document the position in its list.
    pub row: Option<u32>,
    /// The words of the document that were read as this item, if reading was a guess.
    pub quote: Option<String>,
}

/// The sections of a profile.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Profile {
    /// One line.
    pub headline: String,
    /// A few paragraphs.
    pub summary: String,
    /// Where the person lives.
    pub location: String,
    /// Web pages.
    pub links: Vec<Link>,
    /// Jobs, past and present.
    pub employments: Vec<Employment>,
    /// Schools.
    pub educations: Vec<Education>,
    /// Skills.
    pub skills: Vec<Skill>,
    /// Languages.
    pub languages: Vec<Language>,
    /// Projects.
    pub projects: Vec<Project>,
    /// Certifications.
    pub certifications: Vec<Certification>,
    /// Unpaid work.
    pub volunteering: Vec<Volunteering>,
    /// Publications.
    pub publications: Vec<Publication>,
    /// Awards and honours.
    pub awards: Vec<Award>,
    /// Keys of a JSON Resume that the profile has no place for; written again by an export.
    pub extra: Map<String, Value>,
}

/// A web page of the person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The label; may be empty.
    pub label: String,
    /// An `http` or `https` address.
    pub url: String,
}

/// A job.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Employment {
    pub company: String,
    pub title: String,
    pub location: String,
    /// The whole text as it was written, with its line breaks.
    pub description: String,
    /// The statements of the text: one for each bullet, and one for each paragraph without bullets.
    pub claims: Vec<String>,
    pub started_on: Option<PartialDate>,
    pub ended_on: Option<PartialDate>,
    /// True if the file says that it lasts. A missing end alone does not say so.
    pub current: bool,
    pub source: Source,
    pub extra: Map<String, Value>,
}

/// Time at a school.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Education {
    pub school: String,
    pub degree: String,
    pub field: String,
    pub description: String,
    pub claims: Vec<String>,
    pub started_on: Option<PartialDate>,
    pub ended_on: Option<PartialDate>,
    pub source: Source,
    pub extra: Map<String, Value>,
}

/// A skill.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Skill {
    pub name: String,
    /// The group that the file puts it in; may be empty.
    pub group: String,
    pub source: Source,
    pub extra: Map<String, Value>,
}

/// How well a language is spoken, in the five steps that LinkedIn names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Proficiency {
    Native,
    FullProfessional,
    ProfessionalWorking,
    LimitedWorking,
    Elementary,
}

/// A language.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Language {
    pub name: String,
    pub proficiency: Option<Proficiency>,
    /// The words of the file about the proficiency, if they are none of the five.
    pub stated: String,
    pub source: Source,
    pub extra: Map<String, Value>,
}

/// A project.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Project {
    pub name: String,
    pub url: Option<String>,
    pub description: String,
    pub claims: Vec<String>,
    pub started_on: Option<PartialDate>,
    pub ended_on: Option<PartialDate>,
    pub source: Source,
    pub extra: Map<String, Value>,
}

/// A certification.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Certification {
    pub name: String,
    pub authority: String,
    pub license_number: String,
    pub url: Option<String>,
    pub issued_on: Option<PartialDate>,
    pub expires_on: Option<PartialDate>,
    pub source: Source,
    pub extra: Map<String, Value>,
}

/// Unpaid work.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Volunteering {
    pub organization: String,
    pub role: String,
    pub cause: String,
    pub description: String,
    pub claims: Vec<String>,
    pub started_on: Option<PartialDate>,
    pub ended_on: Option<PartialDate>,
    pub source: Source,
    pub extra: Map<String, Value>,
}

/// A publication.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Publication {
    pub title: String,
    pub publisher: String,
    pub url: Option<String>,
    pub description: String,
    pub published_on: Option<PartialDate>,
    pub source: Source,
    pub extra: Map<String, Value>,
}

/// An award or honour.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Award {
    pub title: String,
    pub issuer: String,
    pub description: String,
    pub awarded_on: Option<PartialDate>,
    pub source: Source,
    pub extra: Map<String, Value>,
}

/// Another person, whom the person knows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Connection {
    pub first_name: String,
    pub last_name: String,
    pub profile_url: Option<String>,
    pub email: Option<String>,
    pub company: String,
    pub position: String,
    pub connected_on: Option<PartialDate>,
    pub source: Source,
}

/// The stage of an application, as far as the words of a file say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Stage {
    /// Saved only; no application.
    Saved,
    Preparing,
    Applied,
    Screening,
    Assessment,
    Interviewing,
    Offer,
    /// Ended: accepted.
    Accepted,
    /// Ended: the person declined.
    Declined,
    /// Ended: the company rejected.
    Rejected,
    /// Ended: the person withdrew.
    Withdrawn,
    /// Ended without an answer.
    NoResponse,
    /// Ended because the posting closed.
    PostingClosed,
}

/// An application of the person, or a saved posting.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Application {
    pub company: String,
    pub role: String,
    pub location: String,
    pub url: Option<String>,
    /// None if the words of the file say none, or several: the person chooses.
    pub stage: Option<Stage>,
    /// The words of the file for the stage.
    pub stated_stage: String,
    pub applied_on: Option<PartialDate>,
    /// Pay, as written.
    pub pay: String,
    pub note: String,
    pub tags: Vec<String>,
    pub source: Source,
}
