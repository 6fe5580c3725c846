//! Who wrote a letter, as a GraphQL object.

use async_graphql::SimpleObject;

use crate::features::writing::{
    letters::{Author, Origin},
    models::{AiProvider, Instead},
};

/// Who wrote a letter, before any edit: each sentence has its own `origin`.
#[derive(SimpleObject)]
pub struct LetterAuthor {
    /// COMPOSER or MODEL.
    origin: Origin,
    /// Why the composer wrote it, although language models are switched on; null if they are not, and if one wrote it.
    reason: Option<Instead>,
    /// The name of the endpoint of the model; null for the composer.
    endpoint: Option<String>,
    /// The protocol of the endpoint; null for the composer.
    provider: Option<AiProvider>,
    /// The model; null for the composer.
    model: Option<String>,
    /// The version of the prompt; null for the composer.
    prompt_version: Option<i32>,
}

impl From<Author> for LetterAuthor {
    fn from(author: Author) -> Self {
        let model = author.model.as_ref();
        Self {
            origin: author.origin,
            reason: author.reason,
            endpoint: model.map(|model| model.endpoint.clone()),
            provider: model.map(|model| model.provider),
            model: model.map(|model| model.name.clone()),
            prompt_version: model
                .map(|model| i32::try_from(model.prompt_version).unwrap_or(i32::MAX)),
        }
    }
}
