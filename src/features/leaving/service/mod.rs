//! The rules of leaving: going, erasing, taking along.

pub mod archive;
pub mod download;
mod erase;
mod farewell;
mod whole;
