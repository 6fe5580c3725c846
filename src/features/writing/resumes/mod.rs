//! Résumés: MASTER ones from the profile, and TAILORED copies for a posting. What a résumé says is in its revisions, which never change: an edit
//! or a restoration adds one. Each statement cites the versions of the facts of the profile that it rests on.

use crate::{
    features::{jobs::Jobs, profiles::Profiles, users::Users},
    platform::Platform,
};

pub mod entity;
pub mod graphql;
mod service;

pub use self::{
    entity::{
        content::{Citation, Content, Item, ItemSource, Link, Section, SectionKind, Statement},
        resume::{Kind as ResumeKind, Model as ResumeRow},
        revision::{Head as RevisionHead, Model as RevisionRow, Reason as RevisionReason},
    },
    service::{
        Written,
        change::ResumeChange,
        create::NewResume,
        diff::{Difference, DifferenceKind, diff},
        edit::Edit,
        file::json_resume,
        list::differences,
    },
};

/// The service of the résumés.
#[derive(Clone)]
pub struct Resumes {
    platform: Platform,
    users: Users,
    profiles: Profiles,
    jobs: Jobs,
}

impl Resumes {
    /// A service on this platform.
    #[must_use]
    pub const fn new(platform: Platform, users: Users, profiles: Profiles, jobs: Jobs) -> Self {
        Self {
            platform,
            users,
            profiles,
            jobs,
        }
    }
}
