//! Refusals that only applications have. `graphql/error.rs` maps them to GraphQL types.

use super::Stage;
use crate::{
    error::{Error, Refusal},
    types::{id::EventId, partial_date::PartialDate},
};

/// The step is not allowed from the current stage.
#[derive(Clone, Debug)]
pub(super) struct InvalidTransition {
    /// The step, and why it is not allowed.
    pub message: String,
    /// The stages that are allowed next.
    pub allowed: Vec<Stage>,
}

/// The given date contradicts the date of another event.
#[derive(Clone, Debug)]
pub(super) struct DateOutOfOrder {
    /// The path of the date in the input.
    pub path: &'static str,
    /// The dates, and how to correct them.
    pub message: String,
    /// The date that the given one was compared with.
    pub compared_with: PartialDate,
    /// The event of that date.
    pub event: EventId,
}

impl From<InvalidTransition> for Error {
    fn from(refusal: InvalidTransition) -> Self {
        Refusal::other(refusal).into()
    }
}

impl From<DateOutOfOrder> for Error {
    fn from(refusal: DateOutOfOrder) -> Self {
        Refusal::other(refusal).into()
    }
}
