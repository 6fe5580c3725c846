//! A job title.

use crate::{
    id::{SkillId, TitleId},
    language::Language,
};

/// A job title of the taxonomy.
#[derive(Clone, Debug, PartialEq)]
pub struct Title {
    pub(crate) id: TitleId,
    /// Each with its language; the first of a language is its label.
    pub(crate) names: Vec<(Language, String)>,
    pub(crate) isco: Option<String>,
    pub(crate) related: Vec<(TitleId, f64)>,
    pub(crate) skills: Vec<SkillId>,
}

impl Title {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> &TitleId {
        &self.id
    }

    /// Its label: English where there is one.
    #[must_use]
    pub fn label(&self) -> &str {
        self.names.first().map_or("", |(_, name)| name)
    }

    /// Its label in a language; that of [`Self::label`] if it has none.
    #[must_use]
    pub fn label_for(&self, language: Language) -> &str {
        self.label_in(language).unwrap_or_else(|| self.label())
    }

    /// Its label in a language, if it has one.
    #[must_use]
    pub fn label_in(&self, language: Language) -> Option<&str> {
        let mut names = self.names.iter();
        names
            .find(|(of, _)| *of == language)
            .map(|(_, name)| name.as_str())
    }

    /// All its names with their languages, labels first within each language.
    pub fn names(&self) -> impl Iterator<Item = (Language, &str)> {
        self.names
            .iter()
            .map(|(language, name)| (*language, name.as_str()))
    }

    /// Its unit group of ISCO-08, four digits.
    #[must_use]
    pub fn isco(&self) -> Option<&str> {
        self.isco.as_deref()
    }

    /// Related titles with their weights, as the tables write them: on one side only.
    #[must_use]
    pub fn related(&self) -> &[(TitleId, f64)] {
        &self.related
    }

    /// Skills that are typical of it.
    #[must_use]
    pub fn skills(&self) -> &[SkillId] {
        &self.skills
    }
}
