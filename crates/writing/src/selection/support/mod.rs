//! Whether a fact shows what a posting asks for. This is the only place that decides it, for letters, tailoring and interview questions.
//!
//! - A spoken language is shown by that language, at the level that is asked for or above.
//! - A degree is shown by studies of the same field, at that level or above.
//! - A skill is shown by itself, by another name of it, or by a narrower one.
//! - A title is shown by a role with that title.
//! - Other words are shown by the words that tell one requirement from another: "system", "team" and numbers alone show nothing.
//! - A number of years is a matter of dates: it is neither shown nor missing, unless a fact says as many years of the same.
//!
//! What a fact denies is not read at all.

mod affirmed;
mod degree;
mod numbers;
mod terms;
mod title;

use std::collections::BTreeSet;

use taxonomy::{Kind, SkillId, Taxonomy};

pub(super) use self::terms::stems;
use self::{
    affirmed::affirmed,
    degree::Degree,
    numbers::Years,
    terms::{Alternative, Sequence},
    title::Wanted,
};
use crate::{
    fact::{Fact, FactKind},
    knowledge::Knowledge,
    language::Language,
    posting::Requirement,
    spoken::{Level, Spoken},
};

/// A support of that strength shows a requirement; a broader skill has less.
pub(crate) const SHOWN_MIN: f64 = 0.6;
/// Words alone are weaker than a skill.
const WORDS_STRENGTH: f64 = 0.8;
const DEGREE_STRENGTH: f64 = 0.65;

/// A fact with what is compared.
pub(super) struct Read<'a> {
    /// The fact.
    pub fact: &'a Fact,
    /// The stems of its words, for how much it has in common with a posting.
    pub stems: BTreeSet<String>,
    /// The ids of its skills.
    skills: Vec<String>,
    sequence: Sequence,
    spoken: Option<Spoken>,
    /// Months that it says.
    months: Vec<f64>,
    /// Counts that it says.
    counts: Vec<f64>,
}

impl<'a> Read<'a> {
    /// Reads a fact.
    pub fn new(knowledge: &Knowledge<'_>, fact: &'a Fact, language: &Language) -> Self {
        let said = affirmed(&fact.text);
        let mentions = knowledge.dictionary.mentions(&said).into_iter();
        let mut skills: Vec<String> = mentions.map(|mention| mention.entry.slug.clone()).collect();
        let spoken = (fact.kind == FactKind::Language)
            .then(|| Spoken::read(&fact.text, knowledge.taxonomy))
            .flatten();
        if let Some(spoken) = &spoken {
            skills.push(spoken.language.to_string());
        }
        if matches!(fact.kind, FactKind::Skill | FactKind::Certification) {
            let name = said.split([',', '(', ':']).next().unwrap_or_default();
            let named = knowledge.taxonomy.named_skill(name);
            skills.extend(named.map(|skill| skill.id().to_string()));
        }
        let mut text = said;
        if fact.kind == FactKind::Role {
            text.push(' ');
            text.push_str(fact.title.as_deref().unwrap_or_default());
        }
        Self {
            fact,
            skills,
            spoken,
            months: numbers::said(&text),
            counts: numbers::counts(&text),
            sequence: Sequence::of(&text, language),
            stems: stems(&text, language),
        }
    }

    fn closeness(&self, skill: &SkillId, taxonomy: &Taxonomy) -> f64 {
        let close = self
            .skills
            .iter()
            .map(|have| taxonomy.closeness(skill.as_str(), have).strength);
        close.fold(0.0, f64::max)
    }
}

/// A requirement with what is compared.
pub(super) struct Asked<'a> {
    /// The requirement.
    pub requirement: &'a Requirement,
    kind: Sort,
    years: Option<Years>,
    /// "At least 10".
    least: Option<f64>,
    /// Its words; one of these must be shown.
    alternatives: Vec<Alternative>,
}

/// What shows a requirement.
enum Sort {
    Spoken(SkillId, Option<Level>),
    Degree(Degree),
    Title(Wanted),
    Skill(SkillId),
    Words,
}

impl<'a> Asked<'a> {
    /// Reads a requirement.
    pub fn new(
        requirement: &'a Requirement,
        knowledge: &Knowledge<'_>,
        language: &Language,
    ) -> Self {
        let taxonomy = knowledge.taxonomy;
        let text = &requirement.text;
        let skill = requirement
            .skill
            .as_ref()
            .and_then(|id| taxonomy.skill(id.as_str()));
        let degree = || Degree::asked(text, language);
        let title = || Wanted::of(text, taxonomy);
        let kind = match skill {
            Some(skill) if skill.kind() == Kind::Language => {
                Sort::Spoken(skill.id().clone(), Level::of(text))
            }
            Some(skill) => Sort::Skill(skill.id().clone()),
            None => degree()
                .map(Sort::Degree)
                .or_else(|| title().map(Sort::Title))
                .unwrap_or(Sort::Words),
        };
        Self {
            requirement,
            kind,
            years: Years::asked(text),
            least: numbers::least_count(text),
            alternatives: Alternative::all(text, language),
        }
    }

    /// True if a fact could show it at all: "must be able to work well in a team" says nothing to look for.
    pub fn can_be_shown(&self) -> bool {
        !matches!(self.kind, Sort::Words) || !self.alternatives.is_empty()
    }

    /// True if it asks for years: it is not missing where no fact says so.
    pub fn is_matter_of_dates(&self) -> bool {
        matches!(self.kind, Sort::Words) && self.years.is_some()
    }

    /// How well a fact supports it, from 0 to 1.
    pub fn strength(&self, taxonomy: &Taxonomy, read: &Read<'_>) -> f64 {
        match &self.kind {
            Sort::Spoken(language, level) => spoken(read, language, *level, taxonomy),
            Sort::Degree(degree) if degree.is_shown_by(read.fact, &read.sequence) => {
                DEGREE_STRENGTH
            }
            Sort::Title(wanted) if wanted.is_shown_by(read.fact, taxonomy) => 1.0,
            Sort::Skill(skill) => {
                let named = self
                    .alternatives
                    .iter()
                    .any(|one| one.is_named(&read.sequence));
                let by_name = if named { WORDS_STRENGTH } else { 0.0 };
                read.closeness(skill, taxonomy).max(by_name)
            }
            Sort::Words => self.by_words(read),
            Sort::Degree(_) | Sort::Title(_) => 0.0,
        }
    }

    fn by_words(&self, read: &Read<'_>) -> f64 {
        if self
            .years
            .as_ref()
            .is_some_and(|years| !years.are_said(&read.months))
        {
            return 0.0;
        }
        let enough = |least: f64| read.counts.iter().any(|count| *count >= least);
        if self.years.is_none() && !self.least.is_none_or(enough) {
            return 0.0;
        }
        let shares = self
            .alternatives
            .iter()
            .filter_map(|one| one.share(&read.sequence));
        let best = shares.fold(None, |best: Option<f64>, share| {
            Some(best.map_or(share, |best| best.max(share)))
        });
        best.map_or(0.0, |share| SHOWN_MIN.max(share * WORDS_STRENGTH))
    }
}

/// A language of the profile has the level that is asked for; other facts name the language.
fn spoken(read: &Read<'_>, language: &SkillId, level: Option<Level>, taxonomy: &Taxonomy) -> f64 {
    let close = read.closeness(language, taxonomy);
    let has_level = match (level, &read.spoken) {
        (None, _) => true,
        (Some(level), Some(spoken)) => spoken.level.is_some_and(|has| has >= level),
        (Some(_), None) => false,
    };
    if has_level { close } else { 0.0 }
}

pub(super) fn count(value: usize) -> f64 {
    f64::from(u32::try_from(value).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests;
