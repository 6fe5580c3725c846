//! How well a fact supports what a posting asks for: by skills, and by words.

use std::collections::BTreeSet;

use analysis::{Shape, analyse, fold, is_function_word};
use reading::skill::Dictionary;
use taxonomy::Taxonomy;

use crate::fact::{Fact, FactKind};
use crate::posting::Requirement;

/// A support of that strength shows a requirement; a broader skill has less.
pub(crate) const SHOWN_MIN: f64 = 0.6;
/// The share of the words of a requirement that a fact must have.
const WORDS_SHARE_MIN: f64 = 0.5;
/// Words alone are weaker than a skill.
const WORDS_STRENGTH: f64 = 0.8;
const DEGREE_STRENGTH: f64 = 0.65;

/// Words of postings that say nothing about what is needed.
const GENERAL: &str = "experience experienced years year knowledge skills skill ability able work working good strong excellent solid proven \
    understanding must have required preferred ideally plus team player role candidate relevant least minimum similar related background \
    using use based including well further demonstrable \
    erfahrung erfahrungen berufserfahrung kenntnisse kenntnis jahre jahr gute sehr fundierte sichere sicherer umgang fahigkeit idealerweise vorteil \
    wunschenswert mindestens mehrjahrige erste bereich arbeiten arbeit ihre deine sie du wir bringst bringen mit haben hast";
const DEGREES: &str = "degree bachelor master diploma bsc msc ba ma qualification apprenticeship studium abschluss diplom ausbildung hochschulabschluss";

/// The words of a text that mean something, each once, as stems.
pub(super) fn stems(text: &str, language: Option<analysis::Language>) -> BTreeSet<String> {
    let words = analyse(text).tokens.into_iter();
    words
        .filter(|token| token.shape == Shape::Word && token.word.len() > 1)
        .filter(|token| !is_function_word(&token.word) && !is_general(&token.word))
        .map(|token| {
            language.map_or_else(|| token.word.clone(), |language| language.key(&token.word))
        })
        .collect()
}

fn is_general(word: &str) -> bool {
    GENERAL.split_ascii_whitespace().any(|one| one == word) || word.chars().all(char::is_numeric)
}

/// A fact with what is compared.
pub(super) struct Read<'a> {
    /// The fact.
    pub fact: &'a Fact,
    /// The ids of its skills.
    pub skills: Vec<String>,
    /// Its words.
    pub stems: BTreeSet<String>,
}

impl<'a> Read<'a> {
    /// Reads a fact.
    pub fn new(
        dictionary: &Dictionary,
        taxonomy: &Taxonomy,
        fact: &'a Fact,
        language: Option<analysis::Language>,
    ) -> Self {
        let mut skills: Vec<String> = dictionary
            .mentions(&fact.text)
            .into_iter()
            .map(|mention| mention.entry.slug.clone())
            .collect();
        if matches!(
            fact.kind,
            FactKind::Skill | FactKind::Language | FactKind::Certification
        ) {
            let name = fact.text.split([',', '(', ':']).next().unwrap_or_default();
            skills.extend(
                taxonomy
                    .named_skill(name)
                    .map(|skill| skill.id().to_string()),
            );
        }
        let mut text = fact.text.clone();
        if fact.kind == FactKind::Role {
            text.push(' ');
            text.push_str(fact.title.as_deref().unwrap_or_default());
        }
        Self {
            fact,
            skills,
            stems: stems(&text, language),
        }
    }
}

/// A requirement with what is compared.
pub(super) struct Asked<'a> {
    /// The requirement.
    pub requirement: &'a Requirement,
    stems: BTreeSet<String>,
    degree: bool,
}

impl<'a> Asked<'a> {
    /// Reads a requirement.
    pub fn new(requirement: &'a Requirement, language: Option<analysis::Language>) -> Self {
        let degree = analyse(&requirement.text).tokens.iter().any(|token| {
            DEGREES
                .split_ascii_whitespace()
                .any(|one| fold(one) == token.word)
        });
        Self {
            requirement,
            stems: stems(&requirement.text, language),
            degree,
        }
    }

    /// True if facts can show it at all: "5+ years of experience" is a matter of dates.
    pub fn can_be_judged(&self) -> bool {
        self.requirement.skill.is_some() || self.degree || !self.stems.is_empty()
    }

    /// How well a fact supports it, from 0 to 1.
    pub fn strength(&self, taxonomy: &Taxonomy, read: &Read<'_>) -> f64 {
        let by_skill = self.requirement.skill.as_ref().map_or(0.0, |skill| {
            let close = read
                .skills
                .iter()
                .map(|have| taxonomy.closeness(skill.as_str(), have).strength);
            close.fold(0.0, f64::max)
        });
        let shared = self.stems.intersection(&read.stems).count();
        let share = count(shared) / count(self.stems.len()).max(1.0);
        if self.degree {
            let fits =
                read.fact.kind == FactKind::Education && (shared > 0 || self.stems.len() <= 1);
            return if fits {
                DEGREE_STRENGTH.max(share)
            } else {
                by_skill
            };
        }
        let enough = shared >= 2 || self.stems.len() <= 2;
        // The words of a skill must all be there: "project management" is not any "project".
        let needed = if self.requirement.skill.is_some() {
            1.0
        } else {
            WORDS_SHARE_MIN
        };
        let by_words = if share >= needed && enough && shared > 0 {
            SHOWN_MIN.max(share * WORDS_STRENGTH)
        } else {
            0.0
        };
        by_skill.max(by_words)
    }
}

pub(super) fn count(value: usize) -> f64 {
    f64::from(u32::try_from(value).unwrap_or(u32::MAX))
}
