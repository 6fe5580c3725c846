//! Facts of applications that other features listen to.

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
    /// The event; identifies the fact, so that a repeated delivery can be detected.
    pub event_id: EventId,
    /// The application.
    pub application_id: ApplicationId,
    /// The owner.
    pub user_id: UserId,
    /// The employer's name.
    pub company: String,
    /// The role.
    pub role: String,
    /// The kind of the event.
    pub kind: EventKind,
    /// The stage before the event.
    pub from: Option<Stage>,
    /// The stage after the event.
    pub to: Stage,
    /// The outcome, if the application was closed.
    pub outcome: Option<Outcome>,
}

impl Fact for ApplicationChanged {
    const KIND: &'static str = "application.changed";

    fn owner(&self) -> Owner {
        Owner::User(self.user_id)
    }

    /// One lane for each user: their facts are handled in the order of their occurrence.
    fn lane(&self) -> Option<String> {
        Some(self.user_id.to_string())
    }
}
