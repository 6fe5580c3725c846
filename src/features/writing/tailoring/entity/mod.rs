//! Rows of tailorings, and what they propose.

pub mod content;
pub mod tailoring;
