//! Who wrote a letter, as its row tells it.

use async_graphql::Enum;
use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};

use super::content::Origin;
use crate::features::writing::models::entity::run::Provider;

/// Who wrote a letter. The user may have edited it since.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(rename_all = "camelCase")]
pub struct Author {
    /// The composer or a language model.
    pub origin: Origin,
    /// The model, if it was one.
    pub model: Option<Model>,
    /// Why the composer wrote it and no model, although one was asked for.
    pub reason: Option<Instead>,
}

/// A language model that wrote a letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Model {
    /// The protocol of its endpoint.
    pub provider: Provider,
    /// The name of its endpoint in the configuration.
    pub endpoint: String,
    /// Its name.
    pub name: String,
    /// The version of the prompt.
    pub prompt_version: u32,
}

/// Why the composer wrote a letter, although the user has switched language models on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Enum)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[graphql(name = "ComposerReason")]
pub enum Instead {
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

impl Author {
    /// The composer; with the reason if a model was asked for.
    #[must_use]
    pub const fn composer(reason: Option<Instead>) -> Self {
        Self {
            origin: Origin::Composer,
            model: None,
            reason,
        }
    }
}
