//! Letters for postings. A letter is written in the background: facts of the profile are chosen, sentences are proposed, and each passes the verifier of
//! `crates/writing` before it is stored or shown. What a letter says is in its revisions, which never change.

use crate::{
    features::{
        jobs::Jobs, matching::Matching, profiles::Profiles, users::Users,
        writing::models::LanguageModels,
    },
    platform::{Platform, registry::Registry},
};

pub mod entity;
pub mod graphql;
mod service;
pub mod task;

pub use self::{
    entity::{
        author::Author,
        content::{Content, Origin, WrittenSentence},
        event::{Body as EventBody, Model as EventRow},
        grounds::{Asked, Grounds},
        letter::{Length, Model as LetterRow, Reason, RefusedSentence, State, Tone},
        revision::{Model as RevisionRow, Reason as RevisionReason},
    },
    service::{
        Written,
        create::NewLetter,
        diff::{Difference, DifferenceKind, diff},
        edit::{Edit, EditedSentence},
        facts::version_of,
        list::Current,
        material::posting_of,
        request::Requested,
    },
};

pub(super) use self::service::{facts::facts as facts_of, posting::asked as asked_of};

/// The service of the letters.
#[derive(Clone)]
pub struct Letters {
    platform: Platform,
    users: Users,
    profiles: Profiles,
    jobs: Jobs,
    matching: Matching,
    models: LanguageModels,
}

impl Letters {
    /// A service on this platform.
    #[must_use]
    pub const fn new(
        platform: Platform,
        users: Users,
        profiles: Profiles,
        jobs: Jobs,
        matching: Matching,
        models: LanguageModels,
    ) -> Self {
        Self {
            platform,
            users,
            profiles,
            jobs,
            matching,
            models,
        }
    }

    /// Registers the work and the personal data.
    pub(super) fn register(&self, registry: &mut Registry) {
        registry.handle(self, Self::on_write_letter);
        registry.schedule("letters.sweep", self, |letters| async move {
            letters.sweep().await
        });
        registry.personal_data(self.clone());
    }
}
