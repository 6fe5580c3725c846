//! Takes the viewer's own last act on an application or on the profile back. The features that own the objects keep what stood before, and
//! restore it; here is whose act it was, and whether it was the last one.

use crate::{
    features::{applications::Applications, profiles::Profiles, users::Users},
    platform::{
        Platform,
        registry::{Feature, Registry},
    },
};

pub mod graphql;
mod service;

pub use self::service::Undone;

/// The service that takes acts back.
#[derive(Clone)]
pub struct Undo {
    platform: Platform,
    users: Users,
    profiles: Profiles,
    applications: Applications,
}

impl Undo {
    /// A service on this platform.
    #[must_use]
    pub const fn new(
        platform: Platform,
        users: Users,
        profiles: Profiles,
        applications: Applications,
    ) -> Self {
        Self {
            platform,
            users,
            profiles,
            applications,
        }
    }
}

impl Feature for Undo {
    fn register(&self, _registry: &mut Registry) {}
}
