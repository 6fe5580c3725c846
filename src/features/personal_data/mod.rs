//! Leaving: taking along all that one has, and going without a trace. It stands below every other feature, for it knows them all:
//! each says what somebody has in it and how that goes, and here it is put together.

use self::news_mail::NewsMail;
use crate::{
    features::{
        applications::Applications, audit::Audit, auth::Auth, mail::Mail, moderation::Moderation,
        notifications::Notifications, profiles::Profiles, users::Users,
    },
    platform::Platform,
};

pub mod entity;
pub mod graphql;
mod news_mail;
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
    mail: Mail,
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
    pub mail: Mail,
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
            mail,
            auth,
            profiles,
            applications,
            notifications,
            moderation,
        } = holders;
        mail.register::<NewsMail>(platform.clock.clone());
        Self {
            platform,
            audit,
            users,
            mail,
            auth,
            profiles,
            applications,
            notifications,
            moderation,
        }
    }
}
