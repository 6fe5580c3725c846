//! Readers of the official files of two classifications, which are not a part of this project: whoever runs a server may import them.

pub mod esco;
pub mod onet;

mod rows;

use std::fmt;

use serde::{Deserialize, Serialize};

pub use self::rows::{Format, Row, Rows};
use crate::{language::Language, skill::Kind};

/// Maximum number of rows of a file.
pub const ROWS_MAX: usize = 400_000;
/// Maximum number of characters of a cell.
pub const CELL_CHARS_MAX: usize = 40_000;
/// Maximum number of characters of a name.
pub const NAME_CHARS_MAX: usize = 400;
/// Maximum number of names of a skill or title, in all languages.
pub const NAMES_MAX: usize = 2_000;
/// Maximum number of typical skills of a title; those that come first are kept.
pub const SKILLS_MAX: usize = 60;

/// Names in several languages; the first of a language is its label.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Labels(pub Vec<(Language, String)>);

impl Labels {
    /// All names.
    pub fn all(&self) -> impl Iterator<Item = (Language, &str)> {
        self.0
            .iter()
            .map(|(language, name)| (*language, name.as_str()))
    }

    /// The label of each language that has one, English first.
    pub fn labels(&self) -> impl Iterator<Item = (Language, &str)> {
        Language::ALL
            .into_iter()
            .filter_map(|language| self.all().find(|(of, _)| *of == language))
    }
}

/// A skill of a classification.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ImportedSkill {
    /// A slug of lower case, unique: "esco-…", "onet-…".
    pub id: String,
    /// Its kind.
    pub kind: Kind,
    /// Its names.
    pub labels: Labels,
    /// Ids of imported skills that are broader.
    pub broader: Vec<String>,
    /// Ids of related imported skills with weights, from 0 to 0.5.
    pub related: Vec<(String, f64)>,
}

/// A job title of a classification.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ImportedTitle {
    /// A slug of lower case, unique: "esco-…", "onet-…".
    pub id: String,
    /// Its names.
    pub labels: Labels,
    /// Its unit group of ISCO-08, four digits.
    pub isco: Option<String>,
    /// Ids of imported skills that are typical.
    pub skills: Vec<String>,
}

/// What is wrong with a file, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// The name of the file, as its publisher calls it.
    pub file: String,
    /// The number of the line, from 1; a row of several lines is at its first.
    pub line: usize,
    /// The name of the column, if it is one column's.
    pub column: Option<&'static str>,
    /// The reason.
    pub reason: &'static str,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, line {}", self.file, self.line)?;
        if let Some(column) = self.column {
            write!(f, ", column {column}")?;
        }
        write!(f, ": {}", self.reason)
    }
}

impl std::error::Error for Error {}

/// What files of a classification have.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Imported {
    /// Skills, in the order of their files.
    pub skills: Vec<ImportedSkill>,
    /// Titles, in the order of their files.
    pub titles: Vec<ImportedTitle>,
}

impl Labels {
    /// Adds names that are not there, the first as the label of its language. The reason says what is wrong with one.
    fn add<'a>(
        &mut self,
        language: Language,
        names: impl Iterator<Item = &'a str>,
    ) -> Result<(), &'static str> {
        for name in names.map(str::trim).filter(|name| !name.is_empty()) {
            if name.chars().count() > NAME_CHARS_MAX {
                return Err("a name is too long");
            }
            if self.all().any(|known| known == (language, name)) {
                continue;
            }
            if self.0.len() >= NAMES_MAX {
                return Err("too many names");
            }
            self.0.push((language, name.to_owned()));
        }
        Ok(())
    }
}

/// Letters, digits and hyphens of lower case; `None` if nothing is left.
fn slug(text: &str) -> Option<String> {
    let spelled = text
        .to_lowercase()
        .replace('+', " plus ")
        .replace('#', " sharp ")
        .replace('&', " and ");
    let folded = crate::key::folded(&spelled).into_owned();
    let words = folded
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty());
    let slug = words.collect::<Vec<_>>().join("-");
    (!slug.is_empty()).then_some(slug)
}

#[cfg(test)]
mod tests;
