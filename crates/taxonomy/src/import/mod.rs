//! Readers of the official files of two classifications, which are not a part of this project: whoever runs a server may import them.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{language::Language, skill::Kind};

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
