//! Sentences with their citations.

use serde::{Deserialize, Serialize};

/// What a sentence does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum SentenceKind {
    /// It says something about the person, and cites facts.
    Claim,
    /// It says why the person applies. It may use words of the posting, and cites them.
    Motivation,
    /// A greeting, thanks, an offer to talk.
    Courtesy,
}

/// The paragraph of a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
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

/// A sentence of a text, with what it cites.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// What it says.
    pub text: String,
    /// What it does.
    pub kind: SentenceKind,
    /// Where it stands.
    pub paragraph: Paragraph,
    /// The ids of the facts that it cites.
    #[serde(default)]
    pub facts: Vec<String>,
    /// The ids of the requirements of the posting that it cites.
    #[serde(default)]
    pub posting: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::{Paragraph, Sentence, SentenceKind};

    #[test]
    fn citations_may_be_left_out() {
        let text = r#"{"text":"Kind regards","kind":"COURTESY","paragraph":"CLOSING"}"#;
        let read: Sentence = serde_json::from_str(text).unwrap();
        let expected = Sentence {
            text: "Kind regards".to_owned(),
            kind: SentenceKind::Courtesy,
            paragraph: Paragraph::Closing,
            facts: Vec::new(),
            posting: Vec::new(),
        };
        assert_eq!(read, expected);
    }
}
