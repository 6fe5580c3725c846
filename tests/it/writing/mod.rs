//! Writing: what a user sends with an application.

pub mod resumes;
