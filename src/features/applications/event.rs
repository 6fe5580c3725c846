//! What applications tell the rest of the house.

use serde::{Deserialize, Serialize};

use super::EventKind;
use crate::features::applications::{Outcome, Stage};
use crate::{
    platform::queue::{Fact, Owner},
    types::id::{ApplicationId, EventId, UserId},
};

/// An event was appended to the history of an application.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ApplicationChanged {
    /// The event; names the fact, so that acting on it twice can be noticed.
    pub event_id: EventId,
    /// The application.
    pub application_id: ApplicationId,
    /// The owner.
    pub user_id: UserId,
    /// The employer's name.
    pub company: String,
    /// The role.
    pub role: String,
    /// What happened.
    pub kind: EventKind,
    /// The stage before.
    pub from: Option<Stage>,
    /// The stage after.
    pub to: Stage,
    /// How it ended, if it did.
    pub outcome: Option<Outcome>,
}

impl Fact for ApplicationChanged {
    const KIND: &'static str = "application.changed";

    fn owner(&self) -> Owner {
        Owner::User(self.user_id)
    }

    /// A user hears of things in the order in which they happened.
    fn lane(&self) -> Option<String> {
        Some(self.user_id.to_string())
    }
}
