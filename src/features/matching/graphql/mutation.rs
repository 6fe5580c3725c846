//! Mutations of suggestions.

use async_graphql::{Context, ID, InputObject, Object};

use super::suggestion::ProfileSuggestion;
use crate::{
    error::Result,
    features::matching::{Matching, SuggestionId},
    graphql::{
        context,
        mutation::{WriteRequest, payloads},
    },
    types::area::Area,
};

/// A suggestion that the viewer does not want.
#[derive(InputObject)]
pub struct DismissSuggestionInput {
    /// The suggestion.
    id: ID,
    #[graphql(flatten)]
    request: WriteRequest,
}

/// A dismissed suggestion that the viewer wants to see again.
#[derive(InputObject)]
pub struct RestoreSuggestionInput {
    /// The suggestion.
    id: ID,
    #[graphql(flatten)]
    request: WriteRequest,
}

payloads! {
    reads Area::Matching.read();

    /// The payload of `dismissSuggestion`.
    DismissSuggestionPayload {
        /// The suggestion after the change; null if refused, and for an API token that may not read profiles.
        suggestion: ProfileSuggestion
    }
    /// The payload of `restoreSuggestion`.
    RestoreSuggestionPayload {
        /// The suggestion after the change; null if refused, and for an API token that may not read profiles.
        suggestion: ProfileSuggestion
    }
}

/// Mutations of suggestions. What they await is boxed, because each move of a resolver's future copies all of it.
#[derive(Default)]
pub struct MatchingMutation;

/// Mutations of suggestions.
#[Object]
impl MatchingMutation {
    /// Dismisses a suggestion for the profile. NOT_FOUND for one whose cause is gone.
    async fn dismiss_suggestion(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The suggestion.")] input: DismissSuggestionInput,
    ) -> Result<DismissSuggestionPayload> {
        let done = Box::pin(set_dismissed(ctx, &input.id, &input.request, true)).await;
        DismissSuggestionPayload::of(ctx, done, input.request)
    }

    /// Lets a dismissed suggestion stand again. NOT_FOUND for one whose cause is gone.
    async fn restore_suggestion(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The suggestion.")] input: RestoreSuggestionInput,
    ) -> Result<RestoreSuggestionPayload> {
        let done = Box::pin(set_dismissed(ctx, &input.id, &input.request, false)).await;
        RestoreSuggestionPayload::of(ctx, done, input.request)
    }
}

async fn set_dismissed(
    ctx: &Context<'_>,
    id: &ID,
    request: &WriteRequest,
    is_dismissed: bool,
) -> Result<crate::features::matching::Suggestion> {
    let actor = context::allowed(ctx, Area::Matching.write())?;
    let write = request.write(ctx, actor)?;
    let id = SuggestionId::parse(id);
    let matching = context::handle::<Matching>(ctx)?;
    matching.set_dismissed(&write, &id, is_dismissed).await
}
