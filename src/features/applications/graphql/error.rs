//! The user errors of applications.

use std::any::Any;

use crate::{
    error::ExpectedRefusal,
    features::applications::{
        Stage,
        refusal::{DateOutOfOrder, InvalidTransition},
    },
    graphql::user_error::UserError,
    types::partial_date::PartialDate,
    user_errors,
};

user_errors! {
    /// The step is not allowed from the current stage. Code `INVALID_TRANSITION`.
    InvalidTransitionError = "INVALID_TRANSITION" {
        /// The stages that are allowed next.
        allowed: Vec<Stage>
    }
    /// The given date is certainly before the date of an earlier event, or after that of a later event. Code `DATE_OUT_OF_ORDER`.
    DateOutOfOrderError = "DATE_OUT_OF_ORDER" {
        /// The date that the given one was compared with.
        compared_with: PartialDate,
        /// The event of that date.
        event_id: async_graphql::ID
    }
}

impl ExpectedRefusal for InvalidTransition {
    fn message(&self) -> &str {
        &self.message
    }

    fn user_error(&self) -> Box<dyn Any> {
        let error = InvalidTransitionError::new(&self.message, "input", self.allowed.clone());
        Box::new(UserError::new(error))
    }
}

impl ExpectedRefusal for DateOutOfOrder {
    fn message(&self) -> &str {
        &self.message
    }

    fn user_error(&self) -> Box<dyn Any> {
        let event = async_graphql::ID(self.event.to_string());
        let error = DateOutOfOrderError::new(&self.message, self.path, self.compared_with, event);
        Box::new(UserError::new(error))
    }
}
