//! What a person knows and was given: skills, languages, certifications, publications and awards.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::Source;
use crate::date::PartialDate;

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
