//! Rows of moderation.

pub mod report;
