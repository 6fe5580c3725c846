//! Facts of profiles that other features listen to.

use serde::{Deserialize, Serialize};

use crate::{
    platform::queue::{Fact, Owner},
    types::id::UserId,
};

/// A profile or one of its sections was changed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ProfileChanged {
    /// The owner.
    pub user_id: UserId,
    /// The version of the profile after the change.
    pub version: i32,
}

impl Fact for ProfileChanged {
    const KIND: &'static str = "profile.changed";

    fn owner(&self) -> Owner {
        Owner::User(self.user_id)
    }

    /// One lane for each user.
    fn lane(&self) -> Option<String> {
        Some(format!("profile:{}", self.user_id))
    }
}
