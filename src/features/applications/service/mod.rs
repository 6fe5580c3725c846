//! The rules of applications, one file for each group of operations.

pub mod append;
pub mod board;
mod correct;
pub mod create;
mod delete;
mod history;
pub mod import;
pub mod limits;
pub mod list;
pub mod personal_data;
pub mod reached;
pub mod step;
pub mod undo;
pub mod update;
pub mod verb;
