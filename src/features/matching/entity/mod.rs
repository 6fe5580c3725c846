//! The tables of matching.

pub mod imported_taxonomy;
pub mod matching_state;
pub mod person_embedding;
pub mod posting_embedding;
pub mod posting_reading;
pub mod profile_suggestion;
pub mod ranking;
pub mod reading_backlog;
pub mod stored_posting;
