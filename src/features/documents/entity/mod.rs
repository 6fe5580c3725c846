//! Rows of documents and of the files that they name.

pub mod document;
pub mod file;
