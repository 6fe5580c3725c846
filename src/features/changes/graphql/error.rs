//! The user error of changes that cannot be taken back.

use std::any::Any;

use async_graphql::ID;

use crate::{
    error::ExpectedRefusal,
    features::changes::{CannotUndo, CannotUndoReason},
    graphql::user_error::UserError,
    user_errors,
};

user_errors! {
    /// The change cannot be taken back. Code `CANNOT_UNDO`.
    CannotUndoError = "CANNOT_UNDO" {
        /// Why; `message` says what to do instead.
        reason: CannotUndoReason,
        /// The last change of the object, which can be taken back first; null unless the reason is LATER_CHANGE.
        later_change_id: Option<ID>
    }
}

impl ExpectedRefusal for CannotUndo {
    fn message(&self) -> &str {
        &self.message
    }

    fn user_error(&self) -> Box<dyn Any> {
        let later = self.later.map(|id| ID(id.to_string()));
        let error = CannotUndoError::new(&self.message, "input.changeId", self.reason, later);
        Box::new(UserError::new(error))
    }
}
