//! Proposals of API tokens: a token with the verb `propose` changes nothing by itself; what it asks for waits here for its user, who accepts
//! it, and only then it runs, or rejects it. Proposals are made by `platform/unit_of_work`.

use crate::{
    features::auth::api_tokens::ApiTokens,
    platform::{
        Platform,
        registry::{Feature, Registry},
    },
};

pub mod graphql;
mod personal_data;
mod service;

pub use self::service::Standing;
pub use crate::platform::proposals::{Effect, ProposalRow};

/// The service of the proposals.
#[derive(Clone)]
pub struct Proposals {
    platform: Platform,
    api_tokens: ApiTokens,
}

impl Proposals {
    /// A service on this platform.
    #[must_use]
    pub const fn new(platform: Platform, api_tokens: ApiTokens) -> Self {
        Self {
            platform,
            api_tokens,
        }
    }
}

impl Feature for Proposals {
    fn register(&self, registry: &mut Registry) {
        registry.listen("proposals", self, Self::on_token_revoked);
        registry.schedule("agent_proposals", self, Self::sweep);
        registry.personal_data(self.clone());
    }
}
