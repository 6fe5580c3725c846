//! Input types of the letter mutations.

use async_graphql::InputObject;

use crate::{
    features::writing::{
        Language,
        letters::{Edit, EditedSentence, Length, NewLetter, Tone},
    },
    graphql::mutation::WriteRequest,
    types::id::{LetterId, PostingId},
};

/// A new letter.
#[derive(InputObject)]
pub struct CreateLetterInput {
    /// The posting that it is for.
    posting_id: PostingId,
    /// The language. Statements of the profile are not translated: those in another language are not used.
    language: Language,
    /// The tone; PLAIN by default.
    tone: Option<Tone>,
    /// The length; MEDIUM by default.
    length: Option<Length>,
    /// Whom it greets, such as `Ms Novak`; at most 120 characters. By default nobody by name.
    recipient: Option<String>,
    #[graphql(flatten)]
    pub(super) request: WriteRequest,
}

/// The writing of a letter that is to be cancelled.
#[derive(InputObject)]
pub struct CancelLetterInput {
    /// The letter.
    pub(super) id: LetterId,
    #[graphql(flatten)]
    pub(super) request: WriteRequest,
}

/// A sentence that is to be written anew.
#[derive(InputObject)]
pub struct RegenerateSentenceInput {
    /// The letter.
    pub(super) id: LetterId,
    /// The `version` that the client read; refused with VERSION_CONFLICT if it has changed since.
    pub(super) expected_version: i32,
    /// The position of the sentence in the newest revision, from 0.
    pub(super) index: i32,
    #[graphql(flatten)]
    pub(super) request: WriteRequest,
}

/// An edit of what a letter says, as a whole.
#[derive(InputObject)]
pub struct EditLetterInput {
    /// The letter.
    pub(super) id: LetterId,
    /// The `version` that the client read; refused with VERSION_CONFLICT if it has changed since.
    pub(super) expected_version: i32,
    /// The salutation, 1 to 220 characters.
    greeting: String,
    /// The paragraphs, in order; together at most 100 sentences. What is left out is gone from the new revision; earlier ones keep it.
    paragraphs: Vec<LetterParagraphInput>,
    /// The closing words, at most 220 characters.
    #[graphql(default)]
    sign_off: String,
    #[graphql(flatten)]
    pub(super) request: WriteRequest,
}

/// A paragraph of a letter.
#[derive(InputObject)]
pub struct LetterParagraphInput {
    /// Its sentences, in order.
    sentences: Vec<LetterSentenceInput>,
}

/// A sentence of a letter.
#[derive(InputObject)]
pub struct LetterSentenceInput {
    /// The text, 1 to 1 000 characters in one line. A text that the newest revision has stays that sentence; any other is the user's own.
    text: String,
    /// The `index` of the sentence of the newest revision that it is made of. It keeps the citations of that sentence, by which the verifier advises;
    /// each sentence at most once.
    from: Option<i32>,
}

/// The restoration of an earlier revision.
#[derive(InputObject)]
pub struct RestoreLetterInput {
    /// The letter.
    pub(super) id: LetterId,
    /// The `version` that the client read; refused with VERSION_CONFLICT if it has changed since.
    pub(super) expected_version: i32,
    /// The number of the revision whose content is to be the newest again.
    pub(super) revision: i32,
    #[graphql(flatten)]
    pub(super) request: WriteRequest,
}

/// A letter to archive.
#[derive(InputObject)]
pub struct ArchiveLetterInput {
    /// The letter.
    pub(super) id: LetterId,
    /// The `version` that the client read; refused with VERSION_CONFLICT if it has changed since.
    pub(super) expected_version: i32,
    #[graphql(flatten)]
    pub(super) request: WriteRequest,
}

/// An archived letter to bring back.
#[derive(InputObject)]
pub struct UnarchiveLetterInput {
    /// The letter.
    pub(super) id: LetterId,
    /// The `version` that the client read; refused with VERSION_CONFLICT if it has changed since.
    pub(super) expected_version: i32,
    #[graphql(flatten)]
    pub(super) request: WriteRequest,
}

/// The removal of a letter.
#[derive(InputObject)]
pub struct RemoveLetterInput {
    /// The letter.
    pub(super) id: LetterId,
    /// The `version` that the client read; refused with VERSION_CONFLICT if it has changed since.
    pub(super) expected_version: i32,
    #[graphql(flatten)]
    pub(super) request: WriteRequest,
}

impl CreateLetterInput {
    /// Splits the input into the new letter and the options of the write.
    pub(super) fn parse(self) -> (NewLetter, WriteRequest) {
        let new = NewLetter {
            posting: self.posting_id,
            language: self.language,
            tone: self.tone.unwrap_or(Tone::Plain),
            length: self.length.unwrap_or(Length::Medium),
            recipient: self.recipient,
        };
        (new, self.request)
    }
}

impl EditLetterInput {
    /// Splits the input into the edit and the options of the write.
    pub(super) fn parse(self) -> (LetterId, i32, Edit, WriteRequest) {
        let sentence = |input: LetterSentenceInput| EditedSentence {
            text: input.text,
            from: input.from,
        };
        let paragraph = |input: LetterParagraphInput| -> Vec<EditedSentence> {
            input.sentences.into_iter().map(sentence).collect()
        };
        let edit = Edit {
            greeting: self.greeting,
            paragraphs: self.paragraphs.into_iter().map(paragraph).collect(),
            sign_off: self.sign_off,
        };
        (self.id, self.expected_version, edit, self.request)
    }
}
