//! What applications refuse for reasons that no other feature has. `graphql/error.rs` says how the contract shows them.

use super::Stage;
use crate::{
    error::{Error, Refusal},
    types::{id::EventId, partial_date::PartialDate},
};

/// The life of an application does not allow this step.
#[derive(Clone, Debug)]
pub(super) struct InvalidTransition {
    /// What was asked and why not.
    pub message: String,
    /// The stages that are allowed now.
    pub allowed: Vec<Stage>,
}

/// A stated date contradicts the date of another event.
#[derive(Clone, Debug)]
pub(super) struct DateOutOfOrder {
    /// Where in the input the stated date is.
    pub path: &'static str,
    /// Which dates, and what to do.
    pub message: String,
    /// The date that the stated one was compared with.
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
