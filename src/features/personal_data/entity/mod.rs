//! Rows of archives.

pub mod export;
pub mod piece;
