//! A fact of API tokens that other features listen to.

use serde::{Deserialize, Serialize};

use crate::{
    platform::queue::{Fact, Owner},
    types::id::{ApiTokenId, UserId},
};

/// The owner revoked an API token.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ApiTokenRevoked {
    /// The owner.
    pub user_id: UserId,
    /// The token.
    pub token_id: ApiTokenId,
}

impl Fact for ApiTokenRevoked {
    const KIND: &'static str = "api_token.revoked";

    fn owner(&self) -> Owner {
        Owner::User(self.user_id)
    }
}
