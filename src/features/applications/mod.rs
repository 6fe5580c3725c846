//! Applications of a user: the posting or role, the current stage, and the append-only history that the stage is computed from.

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
        import::{
            BroughtApplication, CheckedApplication, ImportedFrom, ListedApplication,
            WantedApplication, WrittenApplication,
        },
        limits::{NAME_CHARS_MAX, NOTE_CHARS_MAX, REASON_CHARS_MAX},
        list::{ApplicationFilter, ApplicationOrder},
        reached::COUNTED_STAGES,
        step::{Step, Verb},
        undo::CREATION,
        update::ApplicationChange,
    },
};

/// The service of the applications.
#[derive(Clone)]
pub struct Applications {
    platform: Platform,
    users: Users,
    jobs: Jobs,
}

impl Applications {
    /// A service on this platform.
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
