//! Writing: what a user sends with an application.

pub mod answers;
pub mod letters;
pub mod models;
mod questions;
pub mod resumes;
pub mod tailoring;
