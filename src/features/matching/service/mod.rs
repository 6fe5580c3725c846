//! The rules of matching.

pub mod candidates;
pub mod compressed;
pub mod demand;
pub mod embeddings;
pub mod knowledge;
pub mod matched;
pub mod near;
pub mod person;
pub mod personal_data;
pub mod ranking;
pub mod reading;
pub mod requirements;
pub mod saved;
pub mod source;
pub mod state;
pub mod suggestions;
pub mod taxonomy;
pub mod wording;
