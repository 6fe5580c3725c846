//! The outline of an answer: the situation, what the person did, and the result. It consists of quotes of facts only.

use serde::{Deserialize, Serialize};

use crate::fact::Fact;

/// Words that a fact has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// The id of the fact.
    pub fact: String,
    /// Verbatim words of its text, its title or its organisation.
    pub quote: String,
}

/// The outline of an answer. What the facts do not say is left empty for the person to fill in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outline {
    /// Where it was, and in which role.
    pub situation: Vec<Citation>,
    /// What the person did.
    pub action: Vec<Citation>,
    /// What came of it.
    pub result: Vec<Citation>,
}

/// Words before which a result begins.
const RESULTS: &[&str] = &[
    ", which ",
    ", so that ",
    ", so ",
    " that cut ",
    " that saved ",
    " and cut ",
    " and saved ",
    " and reduced ",
    " and raised ",
    " and increased ",
    ", cutting ",
    ", reducing ",
    ", saving ",
    ", raising ",
    ", increasing ",
    " resulting in ",
    ", wodurch ",
    ", sodass ",
    ", so dass ",
    ", dadurch ",
    " und dadurch ",
    "; ",
    " – ",
];
/// Verbs of statements that are a result as a whole.
const AS_A_WHOLE: &[&str] = &[
    "cut",
    "reduced",
    "raised",
    "increased",
    "saved",
    "shortened",
    "improved",
    "won",
    "achieved",
    "grew",
    "halved",
    "doubled",
    "exceeded",
    "senkung",
    "steigerung",
    "reduzierung",
    "erhöhung",
    "einsparung",
    "verkürzung",
    "senkte",
    "steigerte",
    "reduzierte",
];
const AS_A_WHOLE_AT_THE_END: &[&str] = &[
    "gesenkt",
    "gesteigert",
    "reduziert",
    "erhöht",
    "verkürzt",
    "eingespart",
    "verbessert",
    "erreicht",
    "halbiert",
    "verdoppelt",
];

impl Outline {
    /// The outline of what a fact says.
    #[must_use]
    pub fn of(fact: &Fact) -> Self {
        let cite = |quote: &str| Citation {
            fact: fact.id.clone(),
            quote: quote.to_owned(),
        };
        let situation = [&fact.title, &fact.organisation].into_iter().flatten();
        let situation = situation
            .filter(|quote| !quote.trim().is_empty())
            .map(|quote| cite(quote))
            .collect();
        let text = fact.text.trim();
        let (action, result) = parts(text);
        Self {
            situation,
            action: action.map(cite).into_iter().collect(),
            result: result.map(cite).into_iter().collect(),
        }
    }
}

/// What was done, and what came of it. A statement that is a result with a number has no action.
fn parts(text: &str) -> (Option<&str>, Option<&str>) {
    let split = RESULTS
        .iter()
        .filter_map(|mark| Some((text.find(mark)?, *mark)))
        .min_by_key(|(at, _)| *at);
    if let Some((at, mark)) = split {
        let (before, after) = (text.get(..at), text.get(at..));
        let after = after.map(|after| after.trim_start_matches([',', ';', '–', ' ']));
        let _ = mark;
        return (
            before.map(str::trim).filter(|part| !part.is_empty()),
            after.filter(|part| !part.is_empty()),
        );
    }
    let bare = |word: &str| {
        word.trim_matches(|c: char| !c.is_alphanumeric())
            .to_lowercase()
    };
    let first = text.split(' ').next().map(bare).unwrap_or_default();
    let last = text.rsplit(' ').next().map(bare).unwrap_or_default();
    let whole =
        AS_A_WHOLE.contains(&first.as_str()) || AS_A_WHOLE_AT_THE_END.contains(&last.as_str());
    if whole && text.chars().any(char::is_numeric) {
        (None, Some(text))
    } else {
        (Some(text), None)
    }
}
