//! Who wrote a letter, as its row tells it.

use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};

use super::content::Origin;
use crate::features::writing::models::entity::author::{Author as ModelAuthor, Instead};

/// Who wrote a letter. The user may have edited it since.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(rename_all = "camelCase")]
pub struct Author {
    /// The composer or a language model.
    pub origin: Origin,
    /// The model, if it was one.
    pub model: Option<ModelAuthor>,
    /// Why the composer wrote it and no model, although one was asked for.
    pub reason: Option<Instead>,
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
