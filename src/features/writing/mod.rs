//! Writing: what a user sends with an application. Each kind of text has a folder with a service of its own, and [`Writing`] builds them.

use crate::{
    features::{jobs::Jobs, matching::Matching, profiles::Profiles, users::Users},
    platform::{
        Platform,
        registry::{Feature, Registry},
    },
};

pub mod entity;
pub mod letters;
pub mod models;
pub mod resumes;

pub use self::entity::layout::{Format, Language, Paper, Template};
use self::{letters::Letters, models::LanguageModels, resumes::Resumes};

/// The services of writing.
#[derive(Clone)]
pub struct Writing {
    /// Résumés and their revisions.
    pub resumes: Resumes,
    /// Letters, and how they are written.
    pub letters: Letters,
    /// Language models, for users who have switched them on.
    pub models: LanguageModels,
}

impl Writing {
    /// The services on this platform.
    #[must_use]
    pub fn new(
        platform: Platform,
        users: Users,
        profiles: Profiles,
        jobs: Jobs,
        matching: Matching,
    ) -> Self {
        let models = LanguageModels::new(platform.clone(), users.clone());
        Self {
            resumes: Resumes::new(
                platform.clone(),
                users.clone(),
                profiles.clone(),
                jobs.clone(),
            ),
            letters: Letters::new(platform, users, profiles, jobs, matching, models.clone()),
            models,
        }
    }
}

impl Feature for Writing {
    fn register(&self, registry: &mut Registry) {
        registry.personal_data(self.resumes.clone());
        self.letters.register(registry);
        self.models.register(registry);
    }
}
