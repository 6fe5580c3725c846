//! The user errors of the synchronisation.

use std::any::Any;

use crate::{
    error::ExpectedRefusal,
    features::linkedin::refusal::SyncTooEarly,
    graphql::{scalar::Instant, user_error::UserError},
    user_errors,
};

/// What is wrong and what to do.
const MESSAGE: &str =
    "LinkedIn is read at most once an hour; try again from the time in possibleFrom.";

user_errors! {
    /// The last run of the synchronisation was started less than an hour ago. Code `SYNC_TOO_EARLY`.
    SyncTooEarlyError = "SYNC_TOO_EARLY" {
        /// The earliest time for the next run.
        possible_from: Instant
    }
}

impl ExpectedRefusal for SyncTooEarly {
    fn message(&self) -> &str {
        MESSAGE
    }

    fn user_error(&self) -> Box<dyn Any> {
        let error = SyncTooEarlyError::new(MESSAGE, "input", self.possible_from.into());
        Box::new(UserError::new(error))
    }
}
