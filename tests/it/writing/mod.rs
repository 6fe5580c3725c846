//! Writing: what a user sends with an application.

pub mod letters;
pub mod models;
pub mod resumes;
