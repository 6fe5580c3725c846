//! Names of a skill, with the evidence that a text must give for each.

use std::collections::HashSet;

use crate::{key::key, language::Language};

/// The evidence that a name needs in a text before it means the skill.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Evidence {
    /// None: it names nothing else.
    Sure,
    /// Its capital letter, or a neighbour.
    Capital,
    /// A neighbour: a preposition, a profession, a list.
    Neighbour,
    /// A strong neighbour: "programming", "experience", a list.
    Strong,
    /// A list with another skill.
    List,
}

/// A name of a skill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// As it is usually written.
    pub text: String,
    /// Its language, where it is not written so in all of them.
    pub language: Option<Language>,
    /// What a text must show beside it.
    pub evidence: Evidence,
    key: String,
}

impl Name {
    pub(crate) fn new(text: &str, language: Option<Language>, evidence: Evidence) -> Self {
        Self {
            key: key(text),
            text: text.to_owned(),
            language,
            evidence,
        }
    }

    /// The form in which it is compared, see [`crate::key`].
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// A name of the column of usual words: `Go?` is "Go" and needs a neighbour.
    pub(crate) fn marked(written: &str) -> Self {
        let (text, evidence) = match written.chars().next_back() {
            Some('?') => (written.trim_end_matches('?'), Evidence::Neighbour),
            Some('!') => (written.trim_end_matches('!'), Evidence::Strong),
            Some('+') if written != "C++" => (written.trim_end_matches('+'), Evidence::List),
            _ => (written, Evidence::Capital),
        };
        Self::new(text, None, evidence)
    }

    /// A name that means one thing only.
    pub(crate) fn sure(text: &str, language: Option<Language>) -> Self {
        Self::new(text, language, Evidence::Sure)
    }
}

/// Each name once by its key; one that needs evidence takes the place of the same one without.
pub(crate) fn distinct(marked: Vec<Name>, sure: impl Iterator<Item = Name>) -> Vec<Name> {
    let mut known = HashSet::new();
    let mut names = marked;
    names.retain(|name| known.insert(name.key.clone()));
    let sure = sure.filter(|name| !name.key.is_empty() && known.insert(name.key.clone()));
    names.extend(sure);
    names
}
