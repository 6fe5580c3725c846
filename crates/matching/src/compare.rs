//! Why one posting is above another: the differences of features and gates, which add up to the difference of the scores.

use serde::{Deserialize, Serialize};

use crate::score::{Feature, GateCode, Score};

/// What differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Cause {
    /// A feature.
    Feature {
        /// Which one.
        feature: Feature,
    },
    /// A gate.
    Gate {
        /// Which one.
        code: GateCode,
    },
}

/// A part of the difference.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Difference {
    /// What differs.
    pub cause: Cause,
    /// How much of the difference it is: positive in favour of the first.
    pub delta: f64,
    /// What the first has, in words; none if a gate does not apply to it.
    pub first: Option<String>,
    /// What the second has, in words.
    pub second: Option<String>,
}

/// A comparison of two scores of one person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Comparison {
    /// The first score less the second.
    pub difference: f64,
    /// Its parts, the largest first.
    pub parts: Vec<Difference>,
}

/// Compares two scores.
#[must_use]
pub fn compare(first: &Score, second: &Score) -> Comparison {
    let mut parts = Vec::new();
    for feature in Feature::ALL {
        let of = |score: &Score| {
            let reason = score
                .reasons
                .iter()
                .find(|reason| reason.feature == feature);
            reason.map(|reason| (reason.contribution, reason.text.clone()))
        };
        push(
            &mut parts,
            Cause::Feature { feature },
            of(first),
            of(second),
        );
    }
    let mut codes: Vec<GateCode> = first
        .gates
        .iter()
        .chain(&second.gates)
        .map(|gate| gate.code)
        .collect();
    codes.sort_unstable();
    codes.dedup();
    for code in codes {
        let of = |score: &Score| {
            let gate = score.gates.iter().find(|gate| gate.code == code);
            gate.map(|gate| (gate.delta, gate.text.clone()))
        };
        push(&mut parts, Cause::Gate { code }, of(first), of(second));
    }
    parts.sort_by(|one, other| other.delta.abs().total_cmp(&one.delta.abs()));
    Comparison {
        difference: first.score - second.score,
        parts,
    }
}

fn push(
    parts: &mut Vec<Difference>,
    cause: Cause,
    first: Option<(f64, String)>,
    second: Option<(f64, String)>,
) {
    let delta = first.as_ref().map_or(0.0, |(delta, _)| *delta)
        - second.as_ref().map_or(0.0, |(delta, _)| *delta);
    if delta != 0.0 {
        parts.push(Difference {
            cause,
            delta,
            first: first.map(|(_, text)| text),
            second: second.map(|(_, text)| text),
        });
    }
}
