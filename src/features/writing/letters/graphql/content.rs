//! What a letter says, as GraphQL objects.

use std::sync::Arc;

use async_graphql::Object;

use super::{
    citation::{
        LetterAdvice, LetterCitation, LetterRequirement, citations, position, requirements,
    },
    kinds::{LetterPart, LetterSentenceKind},
};
use crate::{
    features::writing::letters::{Grounds, Origin, RevisionRow, WrittenSentence},
    graphql::limits::page_cost,
};

/// What a revision of a letter says.
pub struct LetterContent {
    pub(super) revision: Arc<RevisionRow>,
    pub(super) grounds: Arc<Grounds>,
}

/// What a revision of a letter says. It never changes.
#[Object]
impl LetterContent {
    /// The salutation.
    async fn greeting(&self) -> &str {
        &self.revision.content.greeting
    }

    /// The paragraphs, in order.
    #[graphql(complexity = "page_cost(Some(4), child_complexity)")]
    async fn paragraphs(&self) -> Vec<LetterParagraph> {
        let paragraphs = self.revision.content.paragraphs().into_iter();
        let paragraph = |sentences: Vec<(usize, &WrittenSentence)>| {
            let sentences = sentences
                .into_iter()
                .map(|(index, sentence)| LetterSentence {
                    index: position(index),
                    sentence: sentence.clone(),
                    grounds: Arc::clone(&self.grounds),
                });
            LetterParagraph(sentences.collect())
        };
        paragraphs.map(paragraph).collect()
    }

    /// The closing words; may be empty.
    async fn sign_off(&self) -> &str {
        &self.revision.content.sign_off
    }

    /// The whole text, with empty lines between paragraphs.
    async fn text(&self) -> String {
        let content = &self.revision.content;
        let mut parts = vec![content.greeting.clone()];
        parts.extend(content.paragraphs().into_iter().map(|sentences| {
            let texts: Vec<&str> = sentences.iter().map(|(_, one)| one.text.as_str()).collect();
            texts.join(" ")
        }));
        if !content.sign_off.is_empty() {
            parts.push(content.sign_off.clone());
        }
        parts.join("\n\n")
    }
}

/// A paragraph of a letter.
pub struct LetterParagraph(Vec<LetterSentence>);

/// A paragraph of a letter.
#[Object]
impl LetterParagraph {
    /// Its sentences, in order.
    #[graphql(complexity = "page_cost(Some(4), child_complexity)")]
    async fn sentences(&self) -> &[LetterSentence] {
        &self.0
    }
}

/// A sentence of a letter.
#[derive(Clone)]
pub struct LetterSentence {
    pub(super) index: i32,
    pub(super) sentence: WrittenSentence,
    pub(super) grounds: Arc<Grounds>,
}

/// A sentence of a letter, with what it rests on.
#[Object]
impl LetterSentence {
    /// Its position in the letter, from 0.
    async fn index(&self) -> i32 {
        self.index
    }

    /// What it says.
    async fn text(&self) -> &str {
        &self.sentence.text
    }

    /// What its paragraph is for.
    async fn part(&self) -> LetterPart {
        self.sentence.paragraph.into()
    }

    /// What it does.
    async fn kind(&self) -> LetterSentenceKind {
        self.sentence.kind.into()
    }

    /// Who wrote it. The verifier has accepted each sentence of the server.
    async fn origin(&self) -> Origin {
        self.sentence.origin
    }

    /// The facts that it rests on.
    #[graphql(complexity = "page_cost(Some(2), child_complexity)")]
    async fn citations(&self) -> Vec<LetterCitation> {
        citations(&self.grounds, &self.sentence.facts)
    }

    /// The words of the posting that it refers to.
    #[graphql(complexity = "page_cost(Some(2), child_complexity)")]
    async fn quotes(&self) -> Vec<LetterRequirement> {
        requirements(&self.grounds, &self.sentence.requirements)
    }

    /// What the verifier says about a sentence of the user; empty for those of the server.
    #[graphql(complexity = "page_cost(Some(1), child_complexity)")]
    async fn advice(&self) -> Vec<LetterAdvice> {
        self.sentence
            .advice
            .iter()
            .map(LetterAdvice::from)
            .collect()
    }
}
