//! The rules of imports: reading a file, comparing it with the profile, choosing, and writing.

mod apply;
pub mod choose;
mod compare;
mod export;
mod known;
pub mod list;
mod personal_data;
pub mod plan;
mod progress;
pub mod read;
mod record;
pub mod results;
mod scopes;
mod section;
mod settled;
mod sweep;
