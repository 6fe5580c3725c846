//! What would lift a score most: each missing skill, the years, each gate. Every gain is the score with that one thing changed, less the score.

use serde::{Deserialize, Serialize};

use crate::{
    prepared::{Posting, Quote},
    score::{Feature, GateCode, Lacking, Matcher, Parts, advice, lacking, language_factor},
};

/// Gains below this are left out.
const GAIN_MIN: f64 = 0.05;
/// From this strength a related skill means that the person most likely has this one, too.
const IMPLIED_MIN: f64 = 0.7;

/// What could change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Change {
    /// A skill that the profile has in other words: listed without a fact, or implied by another one.
    SayIt {
        /// The skill.
        skill: String,
        /// The skill of the profile that implies it; none if it is listed itself.
        via: Option<String>,
    },
    /// A skill that nothing in the profile supports: it can only be learned.
    Gap {
        /// The skill.
        skill: String,
    },
    /// A language that is spoken, but not as well as is asked for.
    LanguageLevel {
        /// The skill.
        skill: String,
    },
    /// More years of experience.
    Years {
        /// The years asked for.
        asked: u8,
    },
    /// A gate that would not apply, such as after a change of preferences.
    Gate {
        /// Which one.
        code: GateCode,
    },
}

/// A change with its gain.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Lever {
    /// What would change.
    pub change: Change,
    /// How much the score would rise.
    pub gain: f64,
    /// True if facts of the profile support the change, so that it is a matter of words.
    pub is_supported: bool,
    /// Where the posting asks for it.
    pub quote: Option<Quote>,
    /// What would have to change, in words; of gates only.
    #[serde(default)]
    pub advice: Option<String>,
}

/// The levers of a match, the strongest first. Of alternatives only one is named, and a quality of a person is no gap that one can learn.
#[must_use]
pub fn levers(matcher: &Matcher<'_>, posting: &Posting) -> Vec<Lever> {
    levers_for(matcher, posting, None)
}

/// The same of the score for one of the person's targets; none if there is no such target.
#[must_use]
pub fn levers_for(matcher: &Matcher<'_>, posting: &Posting, target: Option<usize>) -> Vec<Lever> {
    let (Some(parts), skills) = matcher.best_parts(posting, target) else {
        return Vec::new();
    };
    let now = parts.total();
    let gain = |other: Parts| other.total() - now;
    let mut levers = Vec::new();
    let lacking = lacking(matcher, posting);
    for fit in skills.asked().filter(|fit| fit.strength < 1.0) {
        let skill = fit.demand.skill.clone();
        let own = fit.have.as_deref() == Some(skill.as_str());
        let speaks_less = own && fit.demand.level.is_some();
        let is_supported = !speaks_less && fit.strength >= IMPLIED_MIN;
        let mut changed = parts.with_value(Feature::Skills, skills.value_with(Some(&skill)));
        // Who learns a language passes its gate, too.
        if is_lacking(&lacking, &skill) {
            let others = lacking.iter().filter(|one| one.skill != Some(&skill));
            changed = changed.with_gate(GateCode::Language, language_factor(others));
        }
        let change = match (speaks_less, is_supported) {
            (true, _) => Change::LanguageLevel { skill },
            (false, true) => Change::SayIt {
                via: fit.have.clone().filter(|have| *have != skill),
                skill,
            },
            (false, false) if fit.is_soft => continue,
            (false, false) => Change::Gap { skill },
        };
        levers.push(Lever {
            change,
            gain: gain(changed),
            is_supported,
            quote: Some(fit.demand.quote.clone()),
            advice: None,
        });
    }
    if let Some((asked, quote)) = &posting.years {
        levers.push(Lever {
            change: Change::Years { asked: asked.min },
            gain: gain(parts.with_value(Feature::Years, Some(1.0))),
            is_supported: false,
            quote: Some(quote.clone()),
            advice: None,
        });
    }
    // A single language is a lever already.
    let is_told = matches!(lacking.as_slice(), [one] if skills.asked().any(|fit| one.skill == Some(&fit.demand.skill)));
    let gates = parts.gates.iter();
    for (code, _) in gates.filter(|(code, _)| *code != GateCode::Language || !is_told) {
        levers.push(Lever {
            change: Change::Gate { code: *code },
            gain: gain(parts.with_gate(*code, None)),
            is_supported: false,
            quote: None,
            advice: Some(advice(matcher, posting, *code, parts.aim.target)),
        });
    }
    levers.retain(|lever| lever.gain >= GAIN_MIN);
    levers.sort_by(|one, other| other.gain.total_cmp(&one.gain));
    levers
}

fn is_lacking(lacking: &[Lacking<'_>], skill: &str) -> bool {
    lacking.iter().any(|one| one.skill == Some(skill))
}
