//! The tables of the connections.

pub mod person;
pub mod removal_key;
pub mod removed_person;
