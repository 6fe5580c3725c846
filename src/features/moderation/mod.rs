//! Moderation: users report problems with postings; moderators decide on reports, hide postings and correct companies.

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

/// The service of moderation.
#[derive(Clone)]
pub struct Moderation {
    platform: Platform,
    audit: Audit,
    users: Users,
    jobs: Jobs,
}

impl Moderation {
    /// A service on this platform.
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
