//! A language model as an author, and why it was none.

use async_graphql::Enum;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use super::run::Provider;
use crate::features::writing::entity::stored_words;

stored_words! {
    /// Why the composer wrote a text, although the user has switched language models on.
    Instead("ComposerReason") {
        /// The budget of the day was used up, the user's or that of all users.
        Budget,
        /// As many requests of the user were under way as may be.
        Busy,
        /// No endpoint answered.
        Unavailable,
        /// The model refused the request, or withheld the answer.
        Refused,
        /// The answer ended before its end, had another form, or was too long.
        Incomplete,
        /// The verifier accepted too few of its sentences.
        TooFew,
    }
}

/// A language model that wrote a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Author {
    /// The protocol of its endpoint.
    pub provider: Provider,
    /// The name of its endpoint in the configuration.
    pub endpoint: String,
    /// Its name.
    pub name: String,
    /// The version of the prompt.
    pub prompt_version: u32,
}

impl Author {
    /// The model of an endpoint.
    #[must_use]
    pub fn of(endpoint: &::models::Endpoint, prompt_version: u32) -> Self {
        Self {
            provider: endpoint.provider.into(),
            endpoint: endpoint.name.clone(),
            name: endpoint.model.clone(),
            prompt_version,
        }
    }
}
