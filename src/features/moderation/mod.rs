//! Moderation: people say what is wrong with a posting, moderators look at it, hide it, and mend the facts of companies.

use crate::{
    features::{audit::Audit, jobs::Jobs, users::Users},
    platform::{
        Platform,
        registry::{Feature, Registry},
    },
};

pub mod entity;
pub mod graphql;
mod personal_data;
mod service;

pub use self::{
    entity::report::{Model as ReportRow, Reason, Verdict},
    service::{NewReport, State},
};

/// The reports, and what is done about them.
#[derive(Clone)]
pub struct Moderation {
    platform: Platform,
    audit: Audit,
    users: Users,
    jobs: Jobs,
}

impl Moderation {
    /// The moderation of this platform.
    #[must_use]
    pub const fn new(platform: Platform, audit: Audit, users: Users, jobs: Jobs) -> Self {
        Self {
            platform,
            audit,
            users,
            jobs,
        }
    }
}

impl Feature for Moderation {
    fn register(&self, registry: &mut Registry) {
        registry.personal_data(self.clone());
    }
}
