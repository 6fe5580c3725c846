//! Rows of inboxes. Every finder starts from the owner.

pub mod content;
pub mod delivery;
pub mod notification;
