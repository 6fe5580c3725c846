//! Rows of data exports.

pub mod export;
pub mod piece;
