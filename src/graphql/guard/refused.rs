//! The refusal of a document.

use crate::graphql::code::Code;

/// A document that is refused, with its code and a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// One of the codes in docs/API.md.
    pub code: Code,
    /// What is wrong and what would do.
    pub message: String,
}

impl Refused {
    pub(super) fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
        }
    }
}
