//! Tailoring of résumés: proposals for a posting, which a person accepts one by one. A set of proposals is made against one revision and never changes;
//! what the person decided is in its row. Only accepted proposals reach the résumé, as its next revision.

use crate::{
    features::{
        matching::Matching,
        users::Users,
        writing::{letters::Letters, resumes::Resumes},
    },
    platform::Platform,
};

pub mod entity;
pub mod graphql;
mod service;

pub use self::{
    entity::{
        content::{Body, Proposal},
        tailoring::{Decision, DecisionKind, Model as TailoringRow},
    },
    service::{ProposalState, Written, create::NewTailoring, list::states},
};

/// The service of tailoring.
#[derive(Clone)]
pub struct Tailorings {
    platform: Platform,
    users: Users,
    matching: Matching,
    resumes: Resumes,
    letters: Letters,
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
    ) -> Self {
        Self {
            platform,
            users,
            matching,
            resumes,
            letters,
        }
    }
}
