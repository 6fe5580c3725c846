//! The rules of leaving: going, erasing, taking along.

pub mod archive;
mod deletion;
pub mod download;
mod erase;
pub(super) mod export;
