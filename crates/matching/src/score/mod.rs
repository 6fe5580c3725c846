//! The score of a person and a posting: features with weights, gates, and an explanation that adds up to the score.
//!
//! `score = 100 · Σ weight · value · Π gates`. A feature that is not known has no value; the weights of the others are renormalised.

mod features;
mod gates;
mod languages;
mod matcher;
mod skills;
mod title;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use taxonomy::Taxonomy;

pub use self::matcher::Matcher;
pub(crate) use self::{
    gates::advice,
    languages::{Lacking, factor as language_factor, lacking},
    matcher::{Aim, Parts, Target},
    title::squashed,
};
use crate::{
    corpus::Corpus,
    prepared::{Person, Posting, Quote, Span},
};

/// The version of the rules: another one means that stored scores are stale.
pub const VERSION: &str = "4";

/// A feature of the score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Feature {
    /// The skills asked for, against those of the person.
    Skills,
    /// The title, against one that is looked for or the current one.
    Title,
    /// The words of the posting, against those of the profile.
    Text,
    /// The years of experience.
    Years,
    /// The pay, against the lowest that the person takes.
    Salary,
    /// The age of the posting.
    Recency,
}

impl Feature {
    /// All of them, by weight.
    pub const ALL: [Self; 6] = [
        Self::Skills,
        Self::Title,
        Self::Text,
        Self::Years,
        Self::Salary,
        Self::Recency,
    ];

    /// Its weight; all weights together are 1.
    #[must_use]
    pub const fn weight(self) -> f64 {
        match self {
            Self::Skills => 0.40,
            Self::Title => 0.22,
            Self::Text => 0.13,
            Self::Years => 0.10,
            Self::Salary => 0.08,
            Self::Recency => 0.07,
        }
    }
}

/// A reason why a posting does not come into question as it is, in the order in which they are applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum GateCode {
    /// It is in a country that is not wanted, or where the person may not work.
    Region,
    /// The employer sponsors no visa, and the person needs one.
    NoSponsorship,
    /// It is on site, elsewhere.
    OnsiteElsewhere,
    /// It is hybrid, and the person wants to work remotely only.
    HybridForRemote,
    /// It requires a language that the person does not speak, or not well enough.
    Language,
    /// The level is another one.
    Seniority,
    /// The pay is below the lowest that the person takes.
    PayBelowFloor,
    /// The employer or a required skill is excluded by the person.
    Dealbreaker,
}

/// The range of a score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Band {
    /// Below 35.
    Weak,
    /// From 35.
    Stretch,
    /// From 55.
    Good,
    /// From 75.
    Strong,
}

impl Band {
    /// The band of a score.
    #[must_use]
    pub fn of(score: f64) -> Self {
        match score {
            score if score >= 75.0 => Self::Strong,
            score if score >= 55.0 => Self::Good,
            score if score >= 35.0 => Self::Stretch,
            _ => Self::Weak,
        }
    }
}

/// How much of the score is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Confidence {
    /// Features of less than 0.6 of the weights are known.
    Low,
    /// Features of less than 0.85 are known.
    Medium,
    /// Nearly all are known.
    High,
}

/// The side that says something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Side {
    /// The posting.
    Posting,
    /// The profile.
    Profile,
}

/// Words of the posting or of the profile that a reason rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Evidence {
    /// Which of the two says so.
    pub side: Side,
    /// The fact of the profile, if it is one.
    pub fact_id: Option<String>,
    /// Where the posting says so.
    pub span: Option<Span>,
    /// The words, as they are written there.
    pub quote: String,
}

impl Evidence {
    pub(crate) fn posting(quote: &Quote) -> Self {
        Self {
            side: Side::Posting,
            fact_id: None,
            span: Some(quote.span),
            quote: quote.text.clone(),
        }
    }

    pub(crate) fn profile(fact_id: Option<&str>, quote: &str) -> Self {
        Self {
            side: Side::Profile,
            fact_id: fact_id.map(str::to_owned),
            span: None,
            quote: quote.to_owned(),
        }
    }
}

/// A feature with its part of the score.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Reason {
    /// The feature.
    pub feature: Feature,
    /// From 0 to 1; none if it is not known.
    pub value: Option<f64>,
    /// The weight after renormalisation; 0 without a value.
    pub weight: f64,
    /// `100 · weight · value`.
    pub contribution: f64,
    /// The reason in words.
    pub text: String,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
}

/// A gate with what it takes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Gate {
    /// Which one.
    pub code: GateCode,
    /// What the score is multiplied by.
    pub factor: f64,
    /// What that adds to the score: 0 or less.
    pub delta: f64,
    /// The reason in words.
    pub text: String,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
}

/// A skill that the posting asks for and the person has.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SkillHit {
    /// The skill.
    pub skill: String,
    /// Required or preferred.
    pub required: bool,
    /// From 0 to 1.
    pub strength: f64,
    /// The skill of the person that stands for it, if it is another one.
    pub via: Option<String>,
    /// The facts that show it.
    pub fact_ids: Vec<String>,
    /// Where the posting names it.
    pub quote: Quote,
}

/// A skill that the posting asks for and the person lacks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SkillGap {
    /// The skill.
    pub skill: String,
    /// Required or preferred.
    pub required: bool,
    /// The closest skill of the person.
    pub nearest: Option<String>,
    /// How close that is.
    pub nearest_strength: f64,
    /// Where the posting names it.
    pub quote: Quote,
}

/// The skills of a match.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SkillMatch {
    /// Those that the person has, required ones first.
    pub matched: Vec<SkillHit>,
    /// Those that the person lacks, required ones first.
    pub missing: Vec<SkillGap>,
}

/// A score with its explanation: contributions and deltas add up to the score.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Score {
    /// From 0 to 100.
    pub score: f64,
    /// Its range.
    pub band: Band,
    /// How much of it is known.
    pub confidence: Confidence,
    /// The weights of the known features.
    pub completeness: f64,
    /// The position of the target that fits best; none if the current title fits better, or if the person has no targets.
    pub target: Option<usize>,
    /// The score for each target by its own title, in the order of the profile. The score is the largest of them, or that of the current title.
    pub targets: Vec<f64>,
    /// The features, by weight.
    pub reasons: Vec<Reason>,
    /// The gates that apply, in the order in which they do.
    pub gates: Vec<Gate>,
    /// The skills.
    pub skills: SkillMatch,
}

impl Score {
    /// True if something of the person was compared with the posting: its age alone fits everybody.
    #[must_use]
    pub fn compares(&self) -> bool {
        let mut known = self.reasons.iter().filter(|reason| reason.value.is_some());
        known.any(|reason| reason.feature != Feature::Recency)
    }
}

/// Scores one posting. Whoever scores several for one person builds a [`Matcher`] once.
#[must_use]
pub fn score(
    taxonomy: &Taxonomy,
    corpus: &Corpus,
    person: &Person,
    posting: &Posting,
    today: NaiveDate,
) -> Score {
    Matcher::new(taxonomy, corpus, person, today).score(posting)
}

#[cfg(test)]
mod tests;
