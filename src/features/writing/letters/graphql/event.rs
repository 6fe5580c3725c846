//! What happens while a letter is written, as GraphQL objects.

use std::sync::Arc;

use async_graphql::{Context, Object, SimpleObject, Union};

use super::{
    citation::{LetterCitation, LetterRequirement, RefusedLetterSentence, citations, requirements},
    content::LetterSentence,
    object::Letter,
    revision::grounds_of,
};
use crate::{
    error::Result,
    features::writing::letters::{EventBody, EventRow, LetterRow, Reason, WrittenSentence},
    graphql::limits::page_cost,
    types::id::LetterId,
};

/// What happens while a document is written. `seq` increases; pass the last one as `afterSeq` to resume the subscription.
#[derive(Union)]
pub enum DocumentEvent {
    /// The writing began.
    Started(DocStarted),
    /// Facts were chosen.
    Selected(EvidenceSelected),
    /// A sentence was accepted.
    Accepted(SentenceAccepted),
    /// A proposed sentence was refused.
    Refused(SentenceRefused),
    /// The document is written.
    Completed(DocCompleted),
    /// There will be no text.
    Failed(DocFailed),
}

/// The writing began, from nothing: a client forgets the sentences that it has of the document.
#[derive(SimpleObject)]
pub struct DocStarted {
    /// The number of the event.
    seq: i32,
    /// Which attempt it is, from 1; a later one follows after an interruption.
    attempt: i32,
}

/// Facts of the profile were chosen.
pub struct EvidenceSelected {
    seq: i32,
    letter: LetterId,
}

/// A sentence that the verifier accepted.
pub struct SentenceAccepted {
    seq: i32,
    index: i32,
    letter: LetterId,
    sentence: WrittenSentence,
}

/// A proposed sentence that the verifier refused.
#[derive(SimpleObject)]
pub struct SentenceRefused {
    /// The number of the event.
    seq: i32,
    /// What is known about it. Its text is not kept.
    refused: RefusedLetterSentence,
}

/// The document is written; the last event.
#[derive(SimpleObject)]
pub struct DocCompleted {
    /// The number of the event.
    seq: i32,
    /// The letter.
    letter: Letter,
}

/// There is no text, and will be none; the last event.
#[derive(SimpleObject)]
pub struct DocFailed {
    /// The number of the event.
    seq: i32,
    /// Why.
    reason: Reason,
    /// The letter.
    letter: Letter,
}

/// Facts of the profile were chosen.
#[Object]
impl EvidenceSelected {
    /// The number of the event.
    async fn seq(&self) -> i32 {
        self.seq
    }

    /// The facts, the best first; at most 24.
    #[graphql(complexity = "page_cost(Some(10), child_complexity)")]
    async fn citations(&self, ctx: &Context<'_>) -> Option<Result<Vec<LetterCitation>>> {
        let grounds = grounds_of(ctx, self.letter).await;
        Some(grounds.map(|grounds| {
            let chosen = grounds.selection.choices.iter();
            let ids: Vec<String> = chosen.map(|choice| choice.fact.clone()).collect();
            citations(&grounds, &ids)
        }))
    }

    /// What the posting asks for and facts show.
    #[graphql(complexity = "page_cost(Some(5), child_complexity)")]
    async fn supported(&self, ctx: &Context<'_>) -> Option<Result<Vec<LetterRequirement>>> {
        let grounds = grounds_of(ctx, self.letter).await;
        Some(grounds.map(|grounds| requirements(&grounds, &grounds.selection.supported)))
    }

    /// What it asks for and no fact shows.
    #[graphql(complexity = "page_cost(Some(5), child_complexity)")]
    async fn missing(&self, ctx: &Context<'_>) -> Option<Result<Vec<LetterRequirement>>> {
        let grounds = grounds_of(ctx, self.letter).await;
        Some(grounds.map(|grounds| requirements(&grounds, &grounds.selection.missing)))
    }
}

/// A sentence that the verifier accepted.
#[Object]
impl SentenceAccepted {
    /// The number of the event.
    async fn seq(&self) -> i32 {
        self.seq
    }

    /// True if a paragraph begins with the sentence.
    async fn begins_paragraph(&self) -> bool {
        self.sentence.begins
    }

    /// The sentence.
    async fn sentence(&self, ctx: &Context<'_>) -> Option<Result<LetterSentence>> {
        let grounds = grounds_of(ctx, self.letter).await;
        Some(grounds.map(|grounds| LetterSentence {
            index: self.index,
            sentence: self.sentence.clone(),
            grounds,
        }))
    }
}

impl DocumentEvent {
    /// An event of a letter, as it was when the event was read.
    pub(super) fn of((letter, row): (Arc<LetterRow>, EventRow)) -> Self {
        let EventRow { letter_id, seq, .. } = row;
        match row.body {
            EventBody::Started { attempt } => Self::Started(DocStarted { seq, attempt }),
            EventBody::Evidence => Self::Selected(EvidenceSelected {
                seq,
                letter: letter_id,
            }),
            EventBody::Accepted { index, sentence } => Self::Accepted(SentenceAccepted {
                seq,
                index,
                letter: letter_id,
                sentence,
            }),
            EventBody::Refused(refused) => Self::Refused(SentenceRefused {
                seq,
                refused: (&refused).into(),
            }),
            EventBody::Completed => Self::Completed(DocCompleted {
                seq,
                letter: letter.into(),
            }),
            EventBody::Failed { reason } => Self::Failed(DocFailed {
                seq,
                reason,
                letter: letter.into(),
            }),
        }
    }
}
