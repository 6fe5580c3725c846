//! Questions that an interview for a posting may have, with outlines of answers from the facts of the profile. They are computed when they are asked for, by
//! `crates/writing`: a question about something that no fact shows says so, and an outline has only words of facts.

use crate::features::{jobs::Jobs, matching::Matching, profiles::Profiles};

pub mod graphql;
mod service;

pub use self::service::{Preparation, Shown};

/// The service of the questions of interviews. It stores nothing.
#[derive(Clone)]
pub struct Questions {
    profiles: Profiles,
    jobs: Jobs,
    matching: Matching,
}

impl Questions {
    /// A service.
    #[must_use]
    pub const fn new(profiles: Profiles, jobs: Jobs, matching: Matching) -> Self {
        Self {
            profiles,
            jobs,
            matching,
        }
    }
}
