//! A step in the life of an application: what was asked, what was checked of it, and what it leads to.

use super::append::Entry;
use crate::{
    features::{
        applications::life::{Change, State},
        users::Today,
    },
    types::{
        id::{ApplicationId, EventId},
        partial_date::PartialDate,
    },
};

/// What is to be done.
#[derive(Clone, Copy, Debug)]
pub enum Verb {
    /// Move, close or reopen.
    Change(Change),
    /// Retract an event.
    Correct(EventId),
    /// State another date for an event.
    CorrectDate(EventId, PartialDate),
}

/// A verb with what every verb needs.
#[derive(Clone, Debug)]
pub struct Step {
    /// The application.
    pub id: ApplicationId,
    /// What is to be done.
    pub verb: Verb,
    /// When it happened; today by default. Another date for an event is part of the verb.
    pub occurred_on: Option<PartialDate>,
    /// Why, in the user's words.
    pub reason: Option<String>,
}

/// A step that was checked.
pub(super) struct CheckedStep {
    pub step: Step,
    pub today: Today,
    pub reason: String,
}

/// The state that a step leads to, and the event that is appended.
pub(super) struct Effect {
    pub state: State,
    pub entry: Entry,
}
