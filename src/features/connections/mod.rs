//! Connections: the people whom a user knows, from imports and by hand. They are personal data of others, so they are visible to this user
//! only, expire, and are written to no log.

use std::sync::Arc;

use tokio::sync::Mutex;

use crate::{
    features::{jobs::Jobs, users::Users},
    platform::{
        Platform,
        registry::{Feature, Registry},
    },
};

mod company_matching;
pub mod entity;
pub mod graphql;
mod sealed_column;
mod service;

pub use self::{
    entity::person::{Facts, Model as PersonRow},
    service::{
        compare::{Compared, Comparison, PersonChoice, PersonDone, PersonWish},
        edit::RemovedAll,
        import::ImportedPeople,
        input::PersonChange,
        list::{AtCompany, ListOptions, PersonOrder},
    },
};

/// The service of the connections.
#[derive(Clone)]
pub struct Connections {
    platform: Platform,
    users: Users,
    jobs: Jobs,
    matching_position: Arc<Mutex<company_matching::Position>>,
}

impl Connections {
    /// A service on this platform.
    #[must_use]
    pub fn new(platform: Platform, users: Users, jobs: Jobs) -> Self {
        Self {
            platform,
            users,
            jobs,
            matching_position: Arc::default(),
        }
    }
}

impl Feature for Connections {
    fn register(&self, registry: &mut Registry) {
        registry.personal_data(self.clone());
        registry.seals(sealed_column::SEALED_KEY);
        registry.schedule("connections.expiry", self, |connections| async move {
            connections.expire().await.map(drop)
        });
        registry.schedule("connections.companies", self, |connections| async move {
            connections.match_companies().await.map(drop)
        });
    }
}
