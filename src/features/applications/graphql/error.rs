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
    /// The life of an application does not allow this step from where it stands. Code `INVALID_TRANSITION`.
    InvalidTransitionError = "INVALID_TRANSITION" {
        /// The stages that it may go to now.
        allowed: Vec<Stage>
    }
    /// A stated date is certainly before one that it must follow, or after one that it must precede. Code `DATE_OUT_OF_ORDER`.
    DateOutOfOrderError = "DATE_OUT_OF_ORDER" {
        /// The date that the stated one was compared with.
        compared_with: PartialDate,
        /// The event that happened on that date.
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
