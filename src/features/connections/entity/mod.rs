//! The tables of the connections.

pub mod connected_company;
pub mod person;
pub mod removal_key;
pub mod removed_person;
