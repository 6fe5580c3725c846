//! What has a period and a text: jobs, schools, unpaid work and projects.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::Source;
use crate::date::PartialDate;

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
