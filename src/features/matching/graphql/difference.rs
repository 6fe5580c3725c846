//! What would lift a score, and why one posting is above another.

use ::matching::{
    compare::{Cause, Comparison, Difference},
    levers::{Change, Lever},
};
use ::taxonomy::Taxonomy;
use async_graphql::{Enum, SimpleObject};

use super::{
    kinds::{MatchFeature, MatchGateCode},
    skill::TaxonomySkill,
};
use crate::features::matching::Shared;

/// The kind of a change that would lift a score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum MatchLeverKind {
    /// A skill that the profile has in other words: listed without a fact, or implied by another skill.
    SayIt,
    /// A skill that nothing in the profile supports: it can only be learned.
    Gap,
    /// A language that is spoken, but not as well as is asked for.
    LanguageLevel,
    /// More years of experience.
    Years,
    /// A gate that would not apply, such as after a change of targets.
    Gate,
}

/// A change that would lift a score.
#[derive(SimpleObject)]
pub struct MatchLever {
    /// The kind of change.
    kind: MatchLeverKind,
    /// The change in words.
    text: String,
    /// The skill or language that it is about.
    skill: Option<TaxonomySkill>,
    /// The skill of the profile that implies it.
    via: Option<TaxonomySkill>,
    /// The gate that it is about.
    gate: Option<MatchGateCode>,
    /// How much the score would rise.
    gain: f64,
    /// True if facts of the profile support the change, so that it is a matter of words.
    is_supported: bool,
    /// The words of the posting that ask for it.
    quote: Option<String>,
}

impl MatchLever {
    pub(super) fn of(lever: Lever, taxonomy: &Shared<Taxonomy>) -> Self {
        let skill = |slug: &str| TaxonomySkill::of(taxonomy, slug);
        let label = |slug: &str| {
            let known = taxonomy.skill(slug);
            known.map_or_else(|| slug.to_owned(), |known| known.label().to_owned())
        };
        let mut made = Self {
            kind: MatchLeverKind::Gap,
            text: String::new(),
            skill: None,
            via: None,
            gate: None,
            gain: lever.gain,
            is_supported: lever.is_supported,
            quote: lever.quote.map(|quote| quote.text),
        };
        match lever.change {
            Change::SayIt { skill: slug, via } => {
                made.kind = MatchLeverKind::SayIt;
                made.text = match &via {
                    Some(via) => format!(
                        "Say that you know {}: {} implies it.",
                        label(&slug),
                        label(via)
                    ),
                    None => format!("Add a fact that shows {}.", label(&slug)),
                };
                made.skill = Some(skill(&slug));
                made.via = via.as_deref().map(skill);
            }
            Change::Gap { skill: slug } => {
                made.text = format!("Nothing in your profile shows {}.", label(&slug));
                made.skill = Some(skill(&slug));
            }
            Change::LanguageLevel { skill: slug } => {
                made.kind = MatchLeverKind::LanguageLevel;
                made.text = format!(
                    "{} is asked for at a higher level than yours.",
                    label(&slug)
                );
                made.skill = Some(skill(&slug));
            }
            Change::Years { asked } => {
                made.kind = MatchLeverKind::Years;
                made.text = format!("It asks for {asked} years of experience.");
            }
            Change::Gate { code } => {
                made.kind = MatchLeverKind::Gate;
                made.text = lever.advice.unwrap_or_default();
                made.gate = Some(code.into());
            }
        }
        made
    }
}

/// Why one posting is above or below another.
#[derive(SimpleObject)]
pub struct MatchComparison {
    /// The score of the first less that of the second.
    difference: f64,
    /// The parts of the difference, the largest first; they add up to it.
    parts: Vec<MatchDifference>,
}

impl From<Comparison> for MatchComparison {
    fn from(comparison: Comparison) -> Self {
        Self {
            difference: comparison.difference,
            parts: comparison
                .parts
                .into_iter()
                .map(MatchDifference::from)
                .collect(),
        }
    }
}

/// A part of the difference of two scores: that of a feature or of a gate.
#[derive(SimpleObject)]
pub struct MatchDifference {
    /// The feature; null for a gate.
    feature: Option<MatchFeature>,
    /// The gate; null for a feature.
    gate: Option<MatchGateCode>,
    /// How much of the difference it is: positive in favour of the first.
    delta: f64,
    /// What the first has, in words; null if a gate does not apply to it.
    first: Option<String>,
    /// What the second has, in words; null if a gate does not apply to it.
    second: Option<String>,
}

impl From<Difference> for MatchDifference {
    fn from(difference: Difference) -> Self {
        let (feature, gate) = match difference.cause {
            Cause::Feature { feature } => (Some(feature.into()), None),
            Cause::Gate { code } => (None, Some(code.into())),
        };
        Self {
            feature,
            gate,
            delta: difference.delta,
            first: difference.first,
            second: difference.second,
        }
    }
}
