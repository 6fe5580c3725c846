//! Rows of accounts at LinkedIn.

pub mod account;
pub mod values;
