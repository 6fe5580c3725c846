//! The rules of data export and account deletion.

pub mod archive;
mod deletion;
pub mod download;
mod erase;
pub(super) mod export;
mod pack;
