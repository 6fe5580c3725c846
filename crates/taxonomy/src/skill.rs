//! A skill.

use serde::{Deserialize, Serialize};

use crate::{id::SkillId, language::Language, names::Name};

/// The kind of a skill.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// Knowledge of a field.
    Hard,
    /// A named product, machine or software.
    Tool,
    /// A spoken language.
    Language,
    /// A way of working.
    Method,
    /// A quality of a person.
    Soft,
    /// A certificate or permit.
    Licence,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Hard,
        Self::Tool,
        Self::Language,
        Self::Method,
        Self::Soft,
        Self::Licence,
    ];

    /// Its name in the tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Hard => "HARD",
            Self::Tool => "TOOL",
            Self::Language => "LANGUAGE",
            Self::Method => "METHOD",
            Self::Soft => "SOFT",
            Self::Licence => "LICENCE",
        }
    }

    /// The kind with this name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// A skill of the taxonomy.
#[derive(Clone, Debug, PartialEq)]
pub struct Skill {
    pub(crate) id: SkillId,
    pub(crate) kind: Kind,
    /// The first is English, or else the only one.
    pub(crate) labels: Vec<(Language, String)>,
    pub(crate) names: Vec<Name>,
    pub(crate) neighbours: Vec<String>,
    pub(crate) broader: Vec<SkillId>,
    pub(crate) related: Vec<(SkillId, f64)>,
}

impl Skill {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> &SkillId {
        &self.id
    }

    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Its label, in its usual spelling: English where there is one.
    #[must_use]
    pub fn label(&self) -> &str {
        self.labels.first().map_or("", |(_, label)| label)
    }

    /// Its label in a language; that of [`Self::label`] if it has none.
    #[must_use]
    pub fn label_for(&self, language: Language) -> &str {
        self.label_in(language).unwrap_or_else(|| self.label())
    }

    /// Its label in a language, if it has one.
    #[must_use]
    pub fn label_in(&self, language: Language) -> Option<&str> {
        let mut labels = self.labels.iter();
        labels
            .find(|(of, _)| *of == language)
            .map(|(_, label)| label.as_str())
    }

    /// All its names, the labels included, each once.
    #[must_use]
    pub fn names(&self) -> &[Name] {
        &self.names
    }

    /// Words of lower case that make an ambiguous name certain if one is in the same line.
    #[must_use]
    pub fn neighbours(&self) -> &[String] {
        &self.neighbours
    }

    /// The skills that everyone who has this one has as well.
    #[must_use]
    pub fn broader(&self) -> &[SkillId] {
        &self.broader
    }

    /// Related skills with their weights, as the tables write them: on one side only.
    #[must_use]
    pub fn related(&self) -> &[(SkillId, f64)] {
        &self.related
    }
}
