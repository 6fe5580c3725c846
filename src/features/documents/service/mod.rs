//! The rules of documents.

pub(super) mod change;
mod content;
pub(super) mod download;
pub(super) mod file_name;
pub(super) mod list;
mod personal_data;
pub(super) mod store;
mod sweep;
