//! Rows of applications. Every finder starts from the owner.

pub mod application;
pub mod application_event;
pub mod application_undo;
pub mod stage;
