//! Imports: a file about a person is read into a plan, which shows for each item what the file and the profile say; the owner chooses, and
//! the choices are written.

use std::sync::Arc;

use self::service::read::readers::Readers;
use crate::{
    features::{
        applications::Applications, auth::Auth, connections::Connections, profiles::Profiles,
        users::Users,
    },
    platform::{
        Platform,
        registry::{Feature, Registry},
    },
};

pub mod entity;
pub mod graphql;
mod service;
pub mod task;

pub use self::{
    entity::{
        entry::Model as EntryRow,
        job::{Model as JobRow, SectionCounts},
        kinds::{Action, Choice, Outcome, Section, State},
        report::Model as ReportRow,
        values::Values,
    },
    service::{
        choose::{Apply, SectionChoice},
        list::EntryFilter,
        plan::{NewImport, ReadImport},
        read::applications::{ListMapping, NewList},
        read::child::{COMMAND as READ_RESUME, read_resume},
        results::{item_name, message, results_csv},
    },
};

/// The service of the imports.
#[derive(Clone)]
pub struct Imports {
    platform: Platform,
    users: Users,
    auth: Auth,
    profiles: Profiles,
    connections: Connections,
    applications: Applications,
    readers: Arc<Readers>,
}

impl Imports {
    /// A service on this platform.
    #[must_use]
    pub fn new(
        platform: Platform,
        (users, auth): (Users, Auth),
        profiles: Profiles,
        connections: Connections,
        applications: Applications,
    ) -> Self {
        let readers = Arc::new(Readers::new(platform.config.imports.readers));
        Self {
            platform,
            users,
            auth,
            profiles,
            connections,
            applications,
            readers,
        }
    }
}

impl Feature for Imports {
    fn register(&self, registry: &mut Registry) {
        registry.handle(self, Self::on_apply_import);
        registry.schedule("imports.sweep", self, |imports| async move {
            imports.sweep().await
        });
        registry.personal_data(self.clone());
    }
}
