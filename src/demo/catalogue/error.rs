//! Errors in the demo's files.

use thiserror::Error;

/// An error in the demo's files. A test reads all of them, so users should never see one.
#[derive(Debug, Error)]
pub enum CatalogueError {
    /// A file does not match its format.
    #[error("demo/{file} cannot be read: {source}")]
    Toml {
        /// The file's name.
        file: &'static str,
        /// The position and the problem.
        source: toml::de::Error,
    },
    /// A reference to a name that does not exist.
    #[error("the demo's files refer to the {kind} \"{name}\", which does not exist")]
    Unknown {
        /// The kind of the referenced item.
        kind: &'static str,
        /// The name.
        name: String,
    },
}

/// The error for a name that does not exist.
pub(super) fn unknown(kind: &'static str, name: &str) -> CatalogueError {
    CatalogueError::Unknown {
        kind,
        name: name.to_owned(),
    }
}
