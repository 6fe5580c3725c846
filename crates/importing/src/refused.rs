//! A file that is refused as a whole.

use std::fmt;

/// Why a file is not read, and what the person can do instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// One or two sentences for the person.
    pub message: String,
}

impl Refused {
    /// Refuses with a message.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
        }
    }

    /// Refuses a file that has more bytes than are read.
    #[must_use]
    pub fn too_large(bytes: usize, max: usize) -> Self {
        Self::new(format!(
            "The file has {bytes} bytes; at most {max} are read. Export a smaller one."
        ))
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Refused {}
