//! The rules of the connections.

pub mod companies;
pub mod compare;
pub mod edit;
mod expiry;
pub mod import;
pub mod input;
mod keys;
pub mod list;
mod matching;
mod merge;
mod personal_data;
pub mod removal;

#[cfg(test)]
mod tests;
