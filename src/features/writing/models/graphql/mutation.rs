//! The consent of the viewer to language models.

use async_graphql::{Context, InputObject, Object};

use super::object::LanguageModelsOfViewer;
use crate::{
    error::Result,
    features::writing::Writing,
    graphql::{
        context,
        mutation::{WriteRequest, payloads},
    },
    types::area::Area,
};

/// Whether language models may write for the viewer.
#[derive(InputObject)]
pub struct SetLanguageModelsInput {
    /// True to let them, false to stop it.
    is_on: bool,
    #[graphql(flatten)]
    request: WriteRequest,
}

payloads! {
    reads Area::Writing.read();

    /// The payload of `setLanguageModels`.
    SetLanguageModelsPayload {
        /// The language models after the change; null if refused, and for an API token that may not read what is written.
        language_models: LanguageModelsOfViewer
    }
}

/// Mutations of language models.
#[derive(Default)]
pub struct ModelsMutation;

/// Mutations of language models.
#[Object]
impl ModelsMutation {
    /// Lets language models propose the sentences of the viewer's letters, or stops it. Then the chosen facts of the profile are sent to an endpoint of
    /// `languageModels`; `letterRequest` shows the text. Not for API tokens.
    async fn set_language_models(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The choice.")] input: SetLanguageModelsInput,
    ) -> Result<SetLanguageModelsPayload> {
        let request = input.request;
        let done = Box::pin(async {
            let (person, origin) = (context::person(ctx)?, context::origin(ctx)?);
            let write = request.write(ctx, person.actor())?;
            let models = &context::handle::<Writing>(ctx)?.models;
            models.choose(&write, &person, input.is_on, origin).await
        });
        SetLanguageModelsPayload::of(ctx, done.await, request)
    }
}
