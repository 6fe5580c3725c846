//! One object of the protocol.

use serde::{Deserialize, Deserializer, Serialize, de};

/// The ids that a line may cite, of facts and of requirements each.
const IDS_MAX: usize = 32;
/// Bytes of an id.
const ID_BYTES_MAX: usize = 64;

/// The paragraph that a sentence belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Paragraph {
    /// The first.
    Opening,
    /// What the person has done.
    Evidence,
    /// Why the person applies.
    Motivation,
    /// The last.
    Closing,
}

/// What a sentence does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Kind {
    /// It says something about the person.
    Claim,
    /// It says why the person applies.
    Motivation,
    /// A greeting, thanks, an offer to talk.
    Courtesy,
}

/// A sentence that a model proposes. Nothing of it is checked against facts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The number of the refused line that it replaces, in answers to a repair.
    #[serde(rename = "n", default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<u32>,
    /// The paragraph.
    #[serde(rename = "p")]
    pub paragraph: Paragraph,
    /// What it does.
    pub kind: Kind,
    /// The sentence, in one line and without spaces around it.
    #[serde(deserialize_with = "sentence")]
    pub text: String,
    /// The ids of the facts that it cites.
    #[serde(default, deserialize_with = "ids")]
    pub facts: Vec<String>,
    /// The ids of the requirements that it cites.
    #[serde(rename = "job", default, deserialize_with = "ids")]
    pub requirements: Vec<String>,
}

/// Ids, as a list or as one of them; models write both.
#[derive(Deserialize)]
#[serde(untagged)]
enum Ids {
    Many(Vec<String>),
    One(String),
}

fn ids<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let ids = match Option::<Ids>::deserialize(deserializer)? {
        Some(Ids::Many(ids)) => ids,
        Some(Ids::One(id)) => vec![id],
        None => Vec::new(),
    };
    let valid = |id: &String| !id.is_empty() && id.len() <= ID_BYTES_MAX;
    if ids.len() > IDS_MAX || !ids.iter().all(valid) {
        return Err(de::Error::custom("ids"));
    }
    Ok(ids)
}

fn sentence<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    let flat = |c: char| if c.is_control() { ' ' } else { c };
    let text: String = text.chars().map(flat).collect();
    let text = text.trim();
    if text.is_empty() {
        return Err(de::Error::custom("text"));
    }
    Ok(text.to_owned())
}

/// A word in any case.
fn word<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Ok(String::deserialize(deserializer)?
        .trim()
        .to_ascii_lowercase())
}

impl<'de> Deserialize<'de> for Paragraph {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match word(deserializer)?.as_str() {
            "opening" => Ok(Self::Opening),
            "evidence" => Ok(Self::Evidence),
            "motivation" => Ok(Self::Motivation),
            "closing" => Ok(Self::Closing),
            _ => Err(de::Error::custom("paragraph")),
        }
    }
}

impl<'de> Deserialize<'de> for Kind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match word(deserializer)?.as_str() {
            "claim" => Ok(Self::Claim),
            "motivation" => Ok(Self::Motivation),
            "courtesy" => Ok(Self::Courtesy),
            _ => Err(de::Error::custom("kind")),
        }
    }
}
