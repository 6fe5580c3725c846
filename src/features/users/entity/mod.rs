//! Rows of accounts.

pub mod suspension;
pub mod user;
