//! What a language model would be sent for a letter, as a GraphQL object.

use async_graphql::{InputObject, SimpleObject};

use crate::{
    features::writing::{
        Language,
        letters::{Length, NewLetter, Requested, Tone},
        models::AiProvider,
    },
    types::id::PostingId,
};

/// A letter that a language model would be asked for. Whom it greets is not sent.
#[derive(InputObject)]
pub struct LetterRequestInput {
    /// The posting that it is for.
    posting_id: PostingId,
    /// The language.
    language: Language,
    /// The tone; PLAIN by default.
    tone: Option<Tone>,
    /// The length; MEDIUM by default.
    length: Option<Length>,
}

impl From<LetterRequestInput> for NewLetter {
    fn from(input: LetterRequestInput) -> Self {
        Self {
            posting: input.posting_id,
            language: input.language,
            tone: input.tone.unwrap_or(Tone::Plain),
            length: input.length.unwrap_or(Length::Medium),
            recipient: None,
        }
    }
}

/// What a language model would be sent for a letter.
#[derive(SimpleObject)]
pub struct LetterRequest {
    /// The rules for the model.
    system: String,
    /// The task and its data: facts of the profile, what the posting asks for, and its text.
    user: String,
    /// The name of the endpoint that is asked first.
    endpoint: String,
    /// The protocol of that endpoint.
    provider: AiProvider,
    /// Its model.
    model: String,
}

impl From<Requested> for LetterRequest {
    fn from(requested: Requested) -> Self {
        let Requested {
            system,
            user,
            endpoint,
            provider,
            model,
        } = requested;
        Self {
            system,
            user,
            endpoint,
            provider,
            model,
        }
    }
}
