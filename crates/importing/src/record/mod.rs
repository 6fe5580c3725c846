//! What a file says about a person, in the terms of the profile. An empty text and a `None` mean: the file does not say.

mod application;
mod career;
mod knowledge;

pub use application::{Application, Stage};
pub use career::{Education, Employment, Project, Volunteering};
pub use knowledge::{Award, Certification, Language, Proficiency, Publication, Skill};
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
    /// Where the texts were read.
    pub sources: TextSources,
    /// Keys of a JSON Resume that the profile has no place for; written again by an export.
    pub extra: Map<String, Value>,
}

/// Where the texts of a profile were read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TextSources {
    /// The headline.
    pub headline: Source,
    /// The summary.
    pub summary: Source,
    /// The location.
    pub location: Source,
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
    /// Where it was read.
    #[serde(default)]
    pub source: Source,
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
