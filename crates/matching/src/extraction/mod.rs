//! What a posting asks for: skills, years, a degree, languages, a clearance, a visa, travel, days on site. Everything that is found has a span.
//! What stands under benefits, or is about the employer, asks for nothing. An uncertain value is left out.

mod alternatives;
mod cues;
mod degree;
mod employer;
mod languages;
mod permits;
mod presence;
mod sections;
mod skills;
mod words;
mod years;

use reading::skill::{Dictionary, Need};
use serde::{Deserialize, Serialize};

use self::words::Sentence;
pub use self::{
    degree::{Degree, DegreeDemand},
    languages::{Cefr, FoundLanguage, language_code, language_name},
    permits::Sponsorship,
    sections::{Section, SectionKind, sections},
    skills::{FoundSkill, skills_of},
    years::Years,
};
use crate::prepared::Span;

/// The longest description that is read, in bytes; the rest of a longer one is left out.
const BYTES_MAX: usize = 60_000;

/// A posting to read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Source<'a> {
    /// The title.
    pub title: &'a str,
    /// The description, in Markdown.
    pub text: &'a str,
    /// The language of the text, BCP 47.
    pub language: Option<&'a str>,
}

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found<T> {
    /// The value.
    pub value: T,
    /// The words that say so.
    pub span: Span,
}

/// What a posting asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Requirements {
    /// The sections; together they are the whole text.
    pub sections: Vec<Section>,
    /// Skills, each once.
    pub skills: Vec<FoundSkill>,
    /// Years of experience.
    pub years: Option<Found<Years>>,
    /// The lowest degree that does.
    pub degree: Option<Found<DegreeDemand>>,
    /// Spoken languages, each once.
    pub languages: Vec<FoundLanguage>,
    /// A security clearance.
    pub clearance: Option<Found<Demanded>>,
    /// Whether the employer sponsors a visa.
    pub sponsorship: Option<Found<Sponsorship>>,
    /// The countries (ISO 3166-1 alpha-2) in which a person must live or be allowed to work.
    pub residence: Option<Found<Vec<String>>>,
    /// The share of time that is spent on travel, in percent.
    pub travel: Option<Found<u8>>,
    /// The days a week at the employer's site.
    pub onsite_days: Option<Found<u8>>,
}

/// Whether something is required or preferred.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Demanded {
    /// Required.
    Required,
    /// Nice to have.
    Preferred,
}

impl From<Need> for Demanded {
    fn from(need: Need) -> Self {
        match need {
            Need::Required => Self::Required,
            Need::Preferred => Self::Preferred,
        }
    }
}

/// Reads a posting of which the employer is not known.
#[must_use]
pub fn read(dictionary: &Dictionary, source: &Source<'_>) -> Requirements {
    read_of(dictionary, source, "")
}

/// Reads a posting of an employer: what it says about this one is not asked for.
#[must_use]
pub fn read_of(dictionary: &Dictionary, source: &Source<'_>, company: &str) -> Requirements {
    let text = source
        .text
        .get(..source.text.floor_char_boundary(BYTES_MAX))
        .unwrap_or_default();
    let sections = sections(text);
    let mut found = Requirements {
        skills: skills::read(dictionary, source.title, text, &sections, company),
        ..Requirements::default()
    };
    for section in &sections {
        for sentence in words::sentences(text, section.range.clone()) {
            found.note(text, section.kind, &sentence);
        }
    }
    found.sections = sections;
    found
}

/// The folded words of a part of a text, with their places.
pub(crate) fn words_of(
    text: &str,
    part: std::ops::Range<usize>,
) -> Vec<(String, std::ops::Range<usize>)> {
    let words = words::words(text, part).into_iter();
    words.map(|word| (word.folded, word.range)).collect()
}

impl Requirements {
    fn note(&mut self, text: &str, kind: SectionKind, sentence: &Sentence) {
        if !matches!(kind, SectionKind::Benefits | SectionKind::About) {
            years::note(&mut self.years, kind, sentence, text);
            degree::note(&mut self.degree, kind, sentence);
            languages::note(&mut self.languages, kind, sentence);
            if self.travel.is_none() {
                self.travel = presence::travel(sentence, text);
            }
        }
        if self.clearance.is_none() {
            self.clearance = permits::clearance(kind, sentence);
        }
        permits::note_sponsorship(&mut self.sponsorship, sentence);
        if self.residence.is_none() {
            self.residence = permits::residence(sentence, text);
        }
        if self.onsite_days.is_none() {
            self.onsite_days = presence::onsite_days(sentence);
        }
    }
}

/// Keeps the first value that was found.
fn found<T>(value: T, sentence: &Sentence, words: std::ops::Range<usize>) -> Found<T> {
    Found {
        value,
        span: Span::text(sentence.bytes(words)),
    }
}

#[cfg(test)]
mod tests;
