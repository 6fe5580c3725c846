//! Writing: what a user sends with an application. Each kind of text has a folder with a service of its own, and [`Writing`] builds them.

use sea_orm::QueryTrait;

use crate::{
    features::{
        applications::Applications, audit::Audit, jobs::Jobs, matching::Matching,
        profiles::Profiles, users::Users,
    },
    platform::{
        Platform,
        dependents::Dependents,
        registry::{Feature, Registry},
    },
    types::object_kind::ObjectKind,
};

pub mod answers;
pub mod entity;
mod file;
pub mod letters;
pub mod models;
pub mod questions;
pub mod resumes;
pub mod tailoring;

use self::{
    answers::Answers, letters::Letters, models::LanguageModels, questions::Questions,
    resumes::Resumes, tailoring::Tailorings,
};
pub use self::{
    entity::layout::{Format, Language, Paper, Template},
    file::RenderedFile,
};

/// The services of writing.
#[derive(Clone)]
pub struct Writing {
    /// Résumés and their revisions.
    pub resumes: Resumes,
    /// Letters, and how they are written.
    pub letters: Letters,
    /// Proposals for résumés.
    pub tailorings: Tailorings,
    /// Questions of interviews.
    pub questions: Questions,
    /// Answers to questions of forms.
    pub answers: Answers,
    /// Language models, for users who have switched them on.
    pub models: LanguageModels,
}

impl Writing {
    /// The services on this platform.
    #[must_use]
    pub fn new(
        platform: Platform,
        users: Users,
        audit: Audit,
        profiles: Profiles,
        jobs: Jobs,
        applications: Applications,
        matching: Matching,
    ) -> Self {
        let models = LanguageModels::new(platform.clone(), users.clone(), audit);
        let resumes = Resumes::new(
            platform.clone(),
            users.clone(),
            profiles.clone(),
            jobs.clone(),
        );
        let letters = Letters::new(
            platform.clone(),
            users.clone(),
            profiles.clone(),
            jobs.clone(),
            matching.clone(),
            models.clone(),
        );
        let tailorings = Tailorings::new(
            platform.clone(),
            users.clone(),
            matching.clone(),
            resumes.clone(),
            letters.clone(),
            models.clone(),
        );
        Self {
            tailorings,
            questions: Questions::new(profiles, jobs, matching),
            answers: Answers::new(platform, users, applications),
            resumes,
            letters,
            models,
        }
    }
}

impl Feature for Writing {
    fn register(&self, registry: &mut Registry) {
        registry.personal_data(self.resumes.clone());
        registry.personal_data(self.answers.clone());
        registry.dependents(Dependents {
            owners: ObjectKind::Application,
            kind: ObjectKind::RecordedAnswer,
            ids: |user, applications| answers::ids_for(user, applications).into_query(),
        });
        self.letters.register(registry);
        self.tailorings.register(registry);
        self.models.register(registry);
    }
}
