//! What can be wrong with the demo's files.

use thiserror::Error;

/// A mistake in the demo's files. A test reads them all, so nobody who runs the program should meet one.
#[derive(Debug, Error)]
pub enum CatalogueError {
    /// A file is not what its types say.
    #[error("demo/{file} cannot be read: {source}")]
    Toml {
        /// The file's name.
        file: &'static str,
        /// What is wrong and where.
        source: toml::de::Error,
    },
    /// A name that nothing bears.
    #[error("the demo's files name the {kind} \"{name}\", which is not there")]
    Unknown {
        /// What was looked for.
        kind: &'static str,
        /// The name.
        name: String,
    },
}

/// A name that nothing bears.
pub(super) fn unknown(kind: &'static str, name: &str) -> CatalogueError {
    CatalogueError::Unknown {
        kind,
        name: name.to_owned(),
    }
}
