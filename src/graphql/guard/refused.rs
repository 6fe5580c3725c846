//! The refusal of a document.

use crate::graphql::code::Code;

/// The reason why a document is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// One of the codes in docs/API.md.
    pub code: Code,
    /// What is wrong and which limit applies.
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
