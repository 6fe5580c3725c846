//! Rows of the audit.

pub mod entry;
pub mod head;
pub mod origin;
