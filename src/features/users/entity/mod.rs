//! Rows of accounts.

pub mod user;
