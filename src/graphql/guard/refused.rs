//! The refusal of a document.

/// A document that is refused, with its code and a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// One of the codes in docs/API.md.
    pub code: &'static str,
    /// What is wrong and what would do.
    pub message: String,
}

impl Refused {
    pub(super) fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
        }
    }
}
