//! The rules of postings and sources, one file for each group of operations.

mod addresses;
pub mod history;
pub mod import;
pub mod moderation;
pub mod pay;
pub mod read;
mod refresh;
mod reprocess;
pub mod search;
mod snapshot;
pub mod sources;
