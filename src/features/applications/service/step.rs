//! A step of an application: the request, its checked form, and its effect.

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

/// The kind of a step.
#[derive(Clone, Copy, Debug)]
pub enum Verb {
    /// Move, close or reopen.
    Change(Change),
    /// Retract an event.
    Correct(EventId),
    /// Correct the date of an event.
    CorrectDate(EventId, PartialDate),
}

/// A requested step.
#[derive(Clone, Debug)]
pub struct Step {
    /// The application.
    pub id: ApplicationId,
    /// The kind of step.
    pub verb: Verb,
    /// The date when it happened; today by default. A corrected date is part of the verb.
    pub occurred_on: Option<PartialDate>,
    /// The reason, as the user typed it.
    pub reason: Option<String>,
}

/// A checked step.
pub(super) struct CheckedStep {
    pub step: Step,
    pub today: Today,
    pub reason: String,
}

/// The state after a step, and the event to append.
pub(super) struct Effect {
    pub state: State,
    pub entry: Entry,
}
