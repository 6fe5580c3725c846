//! The GraphQL API of the questions of interviews.

mod loader;
mod object;

pub use self::object::{InterviewQuestion, QUESTIONS_COST, questions_of};
