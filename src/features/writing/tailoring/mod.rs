//! Tailoring of résumés: proposals for a posting, which a person accepts one by one. A set of proposals is made against one revision and never changes,
//! but for the words of a language model, which a task adds once; what the person decided is in its row. Only accepted proposals reach the résumé, as its next revision.

use crate::{
    features::{
        matching::Matching,
        users::Users,
        writing::{letters::Letters, models::LanguageModels, resumes::Resumes},
    },
    platform::{Platform, registry::Registry},
};

pub mod entity;
pub mod graphql;
mod service;
pub mod task;

pub use self::{
    entity::{
        content::{Body, Proposal, Worded},
        tailoring::{Decision, DecisionKind, Model as TailoringRow, Wording},
    },
    service::{
        ProposalState, Written, create::NewTailoring, list::states, wording::request::Requested,
    },
};

/// The service of tailoring.
#[derive(Clone)]
pub struct Tailorings {
    platform: Platform,
    users: Users,
    matching: Matching,
    resumes: Resumes,
    letters: Letters,
    models: LanguageModels,
}

impl Tailorings {
    /// A service on this platform.
    #[must_use]
    pub const fn new(
        platform: Platform,
        users: Users,
        matching: Matching,
        resumes: Resumes,
        letters: Letters,
        models: LanguageModels,
    ) -> Self {
        Self {
            platform,
            users,
            matching,
            resumes,
            letters,
            models,
        }
    }

    /// Registers the work and the personal data.
    pub(super) fn register(&self, registry: &mut Registry) {
        registry.handle(self, Self::on_word_tailoring);
        registry.personal_data(self.clone());
    }
}
