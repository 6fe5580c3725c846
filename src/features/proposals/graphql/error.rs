//! The user error of proposals whose mutation is refused.

use std::any::Any;

use crate::{error::ExpectedRefusal, graphql::user_error::UserError, user_errors};

user_errors! {
    /// The mutation of the proposal is refused now, and the proposal waits on. Code `PROPOSAL_REFUSED`.
    ProposalRefusedError = "PROPOSAL_REFUSED" {
        /// The code of what refused the mutation: of its user error, such as `VERSION_CONFLICT` or `INVALID_TRANSITION`, or of its error,
        /// such as `NOT_FOUND`. `message` is that of the mutation.
        reason: String
    }
}

/// A proposal whose mutation is refused.
#[derive(Clone, Debug)]
pub(super) struct ProposalRefused {
    /// The code of what refused it.
    pub(super) code: String,
    /// What is wrong and what to do.
    pub(super) message: String,
}

impl ExpectedRefusal for ProposalRefused {
    fn message(&self) -> &str {
        &self.message
    }

    fn user_error(&self) -> Box<dyn Any> {
        let error = ProposalRefusedError::new(&self.message, "input.id", self.code.clone());
        Box::new(UserError::new(error))
    }
}
