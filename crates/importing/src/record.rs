//! What a file says about a person, in the terms of the profile. An empty text and a `None` mean: the file does not say.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{date::PartialDate, report::Report};

/// What was read, and the report of what was not.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
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

impl Imported {
    /// True if nothing was read: no item, and no text of the profile.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.profile == Profile::default()
            && self.connections.is_empty()
            && self.applications.is_empty()
    }

    /// The number of items of the profile, people and applications.
    #[must_use]
    pub const fn items(&self) -> usize {
        self.profile.items() + self.connections.len() + self.applications.len()
    }
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
    /// The job that the person looks for.
    pub targets: Targets,
    /// Keys of a JSON Resume that the profile has no place for; written again by an export.
    pub extra: Map<String, Value>,
}

impl Profile {
    /// The number of items in all sections.
    #[must_use]
    pub const fn items(&self) -> usize {
        self.links.len()
            + self.employments.len()
            + self.educations.len()
            + self.skills.len()
            + self.languages.len()
            + self.projects.len()
            + self.certifications.len()
            + self.volunteering.len()
            + self.publications.len()
            + self.awards.len()
    }
}

/// The job that a person looks for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Targets {
    /// Titles of jobs.
    pub titles: Vec<String>,
    /// Places, as written.
    pub locations: Vec<String>,
    /// Employment types, as written: `Full-time`.
    pub job_types: Vec<String>,
    /// Industries, as written.
    pub industries: Vec<String>,
    /// Sizes of companies, as written.
    pub company_sizes: Vec<String>,
    /// Companies that the person would like to work for.
    pub companies: Vec<String>,
    /// Where it was read.
    pub source: Source,
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
    /// The company, as written.
    pub company: String,
    /// The title.
    pub title: String,
    /// The place, as written.
    pub location: String,
    /// The whole text as it was written, with its line breaks.
    pub description: String,
    /// The statements of the text: one for each bullet, and one for each paragraph without bullets.
    pub claims: Vec<String>,
    /// When it began.
    pub started_on: Option<PartialDate>,
    /// When it ended; none if that is not said.
    pub ended_on: Option<PartialDate>,
    /// True if the file says that it lasts. A missing end alone does not say so.
    pub current: bool,
    /// Where it was read.
    pub source: Source,
    /// Keys of a JSON Resume that have no place here; written again by an export.
    pub extra: Map<String, Value>,
}

/// Time at a school.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Education {
    /// The school.
    pub school: String,
    /// The degree.
    pub degree: String,
    /// The field of study.
    pub field: String,
    /// The whole text as it was written, with its line breaks.
    pub description: String,
    /// The statements of the text: one for each bullet, and one for each paragraph without bullets.
    pub claims: Vec<String>,
    /// When it began.
    pub started_on: Option<PartialDate>,
    /// When it ended; none if that is not said.
    pub ended_on: Option<PartialDate>,
    /// Where it was read.
    pub source: Source,
    /// Keys of a JSON Resume that have no place here; written again by an export.
    pub extra: Map<String, Value>,
}

/// A skill.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Skill {
    /// The name.
    pub name: String,
    /// The group that the file puts it in; may be empty.
    pub group: String,
    /// Where it was read.
    pub source: Source,
    /// Keys of a JSON Resume that have no place here; written again by an export.
    pub extra: Map<String, Value>,
}

/// How well a language is spoken, in the five steps that LinkedIn names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Proficiency {
    /// Native or bilingual.
    Native,
    /// Full professional.
    FullProfessional,
    /// Professional working.
    ProfessionalWorking,
    /// Limited working.
    LimitedWorking,
    /// Elementary.
    Elementary,
}

/// A language.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Language {
    /// The name.
    pub name: String,
    /// How well it is spoken; none if the file does not say so in these steps.
    pub proficiency: Option<Proficiency>,
    /// The words of the file about the proficiency, if they are none of the five.
    pub stated: String,
    /// Where it was read.
    pub source: Source,
    /// Keys of a JSON Resume that have no place here; written again by an export.
    pub extra: Map<String, Value>,
}

/// A project.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Project {
    /// The name.
    pub name: String,
    /// An `http` or `https` address.
    pub url: Option<String>,
    /// The whole text as it was written, with its line breaks.
    pub description: String,
    /// The statements of the text: one for each bullet, and one for each paragraph without bullets.
    pub claims: Vec<String>,
    /// When it began.
    pub started_on: Option<PartialDate>,
    /// When it ended; none if that is not said.
    pub ended_on: Option<PartialDate>,
    /// Where it was read.
    pub source: Source,
    /// Keys of a JSON Resume that have no place here; written again by an export.
    pub extra: Map<String, Value>,
}

/// A certification.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Certification {
    /// The name.
    pub name: String,
    /// Who issued it.
    pub authority: String,
    /// Its number.
    pub license_number: String,
    /// An `http` or `https` address.
    pub url: Option<String>,
    /// When it was issued.
    pub issued_on: Option<PartialDate>,
    /// When it expires; none if that is not said.
    pub expires_on: Option<PartialDate>,
    /// Where it was read.
    pub source: Source,
    /// Keys of a JSON Resume that have no place here; written again by an export.
    pub extra: Map<String, Value>,
}

/// Unpaid work.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Volunteering {
    /// The organisation.
    pub organization: String,
    /// The role.
    pub role: String,
    /// The cause.
    pub cause: String,
    /// The whole text as it was written, with its line breaks.
    pub description: String,
    /// The statements of the text: one for each bullet, and one for each paragraph without bullets.
    pub claims: Vec<String>,
    /// When it began.
    pub started_on: Option<PartialDate>,
    /// When it ended; none if that is not said.
    pub ended_on: Option<PartialDate>,
    /// Where it was read.
    pub source: Source,
    /// Keys of a JSON Resume that have no place here; written again by an export.
    pub extra: Map<String, Value>,
}

/// A publication.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Publication {
    /// The title.
    pub title: String,
    /// The publisher.
    pub publisher: String,
    /// An `http` or `https` address.
    pub url: Option<String>,
    /// The whole text as it was written, with its line breaks.
    pub description: String,
    /// When it was published.
    pub published_on: Option<PartialDate>,
    /// Where it was read.
    pub source: Source,
    /// Keys of a JSON Resume that have no place here; written again by an export.
    pub extra: Map<String, Value>,
}

/// An award or honour.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Award {
    /// The title.
    pub title: String,
    /// Who awarded it.
    pub issuer: String,
    /// The whole text as it was written, with its line breaks.
    pub description: String,
    /// When it was awarded.
    pub awarded_on: Option<PartialDate>,
    /// Where it was read.
    pub source: Source,
    /// Keys of a JSON Resume that have no place here; written again by an export.
    pub extra: Map<String, Value>,
}

/// Another person, whom the person knows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Connection {
    /// The first name, as written.
    pub first_name: String,
    /// The last name, as written, with degrees and signs.
    pub last_name: String,
    /// The address of the profile, without query.
    pub profile_url: Option<String>,
    /// The address, if the file has one.
    pub email: Option<String>,
    /// The company, as written.
    pub company: String,
    /// The position.
    pub position: String,
    /// When they connected.
    pub connected_on: Option<PartialDate>,
    /// Where it was read.
    pub source: Source,
}

/// The stage of an application, as far as the words of a file say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Stage {
    /// Saved only; no application.
    Saved,
    /// In preparation.
    Preparing,
    /// Sent.
    Applied,
    /// First conversation.
    Screening,
    /// Task or test.
    Assessment,
    /// Interviews.
    Interviewing,
    /// An offer was made.
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
    /// The company, as written.
    pub company: String,
    /// The role.
    pub role: String,
    /// The place, as written.
    pub location: String,
    /// An `http` or `https` address.
    pub url: Option<String>,
    /// None if the words of the file say none, or several: the person chooses.
    pub stage: Option<Stage>,
    /// The words of the file for the stage.
    pub stated_stage: String,
    /// The day of the application, in no time zone.
    pub applied_on: Option<PartialDate>,
    /// The day on which the posting was saved, in no time zone.
    pub saved_on: Option<PartialDate>,
    /// Pay, as written.
    pub pay: String,
    /// Notes, with their line breaks.
    pub note: String,
    /// What further columns say, each as a line behind the notes: `Deadline: 2026-05-01`.
    pub lines: Vec<String>,
    /// Tags.
    pub tags: Vec<String>,
    /// Where it was read.
    pub source: Source,
}
