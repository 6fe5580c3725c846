//! Writing: what a user sends with an application. Each kind of text has a folder with a service of its own, and [`Writing`] builds them.

use crate::{
    features::{jobs::Jobs, profiles::Profiles, users::Users},
    platform::{
        Platform,
        registry::{Feature, Registry},
    },
};

pub mod entity;
pub mod resumes;

pub use self::entity::layout::{Format, Language, Paper, Template};
use self::resumes::Resumes;

/// The services of writing.
#[derive(Clone)]
pub struct Writing {
    /// Résumés and their revisions.
    pub resumes: Resumes,
}

impl Writing {
    /// The services on this platform.
    #[must_use]
    pub const fn new(platform: Platform, users: Users, profiles: Profiles, jobs: Jobs) -> Self {
        Self {
            resumes: Resumes::new(platform, users, profiles, jobs),
        }
    }
}

impl Feature for Writing {
    fn register(&self, registry: &mut Registry) {
        registry.personal_data(self.resumes.clone());
    }
}
