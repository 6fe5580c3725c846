//! Rows of letters, what they rest on, their revisions, and the events of their writing.

pub mod author;
pub mod content;
pub mod event;
pub mod grounds;
pub mod letter;
pub mod revision;
