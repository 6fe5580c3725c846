//! Leaving: taking along all that one has, and going without a trace. It stands below every other feature, for it knows them all:
//! each says what somebody has in it and how that goes, and here it is put together.

use crate::{
    features::{
        applications::Applications, audit::Audit, auth::Auth, moderation::Moderation,
        notifications::Notifications, profiles::Profiles, users::Users,
    },
    platform::Platform,
};

pub mod entity;
pub mod graphql;
mod service;
pub mod task;
mod templates;

pub use self::{
    entity::export::{Model as ExportRow, State as ExportState},
    service::{
        archive::{SCHEMA, SEALED},
        download::Download,
    },
};

/// Who leaves, and what they take along.
#[derive(Clone)]
pub struct AccountData {
    platform: Platform,
    audit: Audit,
    users: Users,
    auth: Auth,
    profiles: Profiles,
    applications: Applications,
    notifications: Notifications,
    moderation: Moderation,
}

/// The features that hold something of somebody.
#[expect(missing_docs, reason = "the handles document themselves")]
pub struct Holders {
    pub audit: Audit,
    pub users: Users,
    pub auth: Auth,
    pub profiles: Profiles,
    pub applications: Applications,
    pub notifications: Notifications,
    pub moderation: Moderation,
}

impl AccountData {
    /// Puts together what these hold.
    #[must_use]
    pub fn new(platform: Platform, holders: Holders) -> Self {
        let Holders {
            audit,
            users,
            auth,
            profiles,
            applications,
            notifications,
            moderation,
        } = holders;
        Self {
            platform,
            audit,
            users,
            auth,
            profiles,
            applications,
            notifications,
            moderation,
        }
    }
}
