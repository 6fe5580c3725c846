//! The rules of the catalogue, one file for each group of verbs.

pub mod import;
pub mod moderation;
pub mod read;
mod refresh;
pub mod search;
mod snapshot;
pub mod sources;
