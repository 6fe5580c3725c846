//! The content of a revision: sentences, and what each of them cites.

use async_graphql::Enum;
use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};
use writing::{
    refusal::Refusal,
    sentence::{Paragraph, SentenceKind},
};

/// The form in which new revisions are stored.
pub const FORM: u8 = 1;

/// What a letter says. Stored as JSON; `form` tells readers of later releases how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(rename_all = "camelCase")]
pub struct Content {
    /// The form of the JSON.
    pub form: u8,
    /// The salutation.
    pub greeting: String,
    /// The sentences, in order.
    pub sentences: Vec<WrittenSentence>,
    /// The closing words; may be empty.
    pub sign_off: String,
}

/// A sentence, with the ids of what it cites in the grounds of the letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WrittenSentence {
    /// What it says.
    pub text: String,
    /// True if a paragraph begins with it.
    pub begins: bool,
    /// What its paragraph is for.
    pub paragraph: Paragraph,
    /// What it does.
    pub kind: SentenceKind,
    /// Who wrote it.
    pub origin: Origin,
    /// Its place in the plan of the letter; none if it has none.
    pub slot: Option<u32>,
    /// Which of the sentences for this place it is, from 0.
    pub variant: u32,
    /// The ids of the facts that it cites.
    pub facts: Vec<String>,
    /// The ids of the requirements that it cites.
    pub requirements: Vec<String>,
    /// What the verifier says about a sentence of the user.
    pub advice: Vec<Refusal>,
}

/// Who wrote a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Enum)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[graphql(name = "SentenceOrigin")]
pub enum Origin {
    /// The server, from templates, without a language model. The verifier has accepted it.
    Composer,
    /// A language model. The verifier has accepted it.
    Model,
    /// The user. The verifier has advised, and refused nothing.
    User,
}

impl Content {
    /// The sentences by paragraphs.
    pub fn paragraphs(&self) -> Vec<Vec<(usize, &WrittenSentence)>> {
        let mut paragraphs: Vec<Vec<(usize, &WrittenSentence)>> = Vec::new();
        for (index, sentence) in self.sentences.iter().enumerate() {
            match paragraphs.last_mut() {
                Some(last) if !sentence.begins => last.push((index, sentence)),
                _ => paragraphs.push(vec![(index, sentence)]),
            }
        }
        paragraphs
    }
}
