//! Applications: what somebody applied for, where it stands, and the append-only history it stands on.

use crate::{
    features::{jobs::Jobs, users::Users},
    platform::{
        Platform,
        registry::{Feature, Registry},
    },
};

pub mod entity;
pub mod event;
pub mod graphql;
pub mod life;
mod refusal;
mod service;

pub use self::{
    entity::{
        application::Model as ApplicationRow,
        application_event::{EventActor, EventKind, Model as EventRow},
        stage::{Outcome, Stage},
    },
    service::{
        append::{Preview, Written},
        board::Column,
        create::NewApplication,
        list::{ApplicationFilter, ApplicationOrder},
        step::{Step, Verb},
        update::ApplicationChange,
    },
};

/// The applications.
#[derive(Clone)]
pub struct Applications {
    platform: Platform,
    users: Users,
    jobs: Jobs,
}

impl Applications {
    /// The applications of this platform.
    #[must_use]
    pub const fn new(platform: Platform, users: Users, jobs: Jobs) -> Self {
        Self {
            platform,
            users,
            jobs,
        }
    }
}

impl Feature for Applications {
    fn register(&self, registry: &mut Registry) {
        registry.personal_data(self.clone());
    }
}
