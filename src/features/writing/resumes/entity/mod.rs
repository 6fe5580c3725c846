//! Rows of résumés and of their revisions, and the content of a revision.

pub mod content;
pub mod resume;
pub mod revision;
