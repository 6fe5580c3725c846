//! Writing: what a user sends with an application.

pub mod answers;
pub mod letters;
mod questions;
pub mod resumes;
pub mod tailoring;
