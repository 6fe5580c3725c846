//! Proposals of API tokens: a token with the verb `propose` changes nothing by itself; what it asks for waits here for its user, who accepts
//! it, and only then it runs, or rejects it. Proposals are made by `platform/unit_of_work`.

use crate::platform::{
    Platform,
    registry::{Feature, Registry},
};

pub mod graphql;
mod personal_data;
mod service;

pub use self::service::{Accepting, Standing};
pub use crate::platform::proposals::{Effect, ProposalRow};

/// The service of the proposals.
#[derive(Clone)]
pub struct Proposals {
    platform: Platform,
}

impl Proposals {
    /// A service on this platform.
    #[must_use]
    pub const fn new(platform: Platform) -> Self {
        Self { platform }
    }
}

impl Feature for Proposals {
    fn register(&self, registry: &mut Registry) {
        registry.schedule("agent_proposals", self, Self::sweep);
        registry.personal_data(self.clone());
    }
}
