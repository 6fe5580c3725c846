//! Reads what files say about a person. Pure functions over bytes, without I/O: each reader returns an [`Imported`], which holds what the
//! file says and a report of what was left out. Nothing is lost in silence, and nothing is invented: what a file does not say stays unsaid.

pub mod address;
pub mod applications;
pub mod archive;
pub mod bullets;
pub mod charset;
pub mod date;
pub mod journal;
pub mod json_resume;
mod linkedin;
pub mod lists;
pub mod proficiency;
pub mod record;
pub mod refused;
pub mod report;
pub mod resume;
pub mod snapshot;
pub mod table;
pub mod text;

pub use record::Imported;
pub use refused::Refused;
