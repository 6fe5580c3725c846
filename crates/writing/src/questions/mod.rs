//! Questions of an interview for a posting, with outlines of answers from the person's own facts, and answers for the questions of forms.

pub mod answers;

mod interview;
mod outline;

pub use self::{
    interview::{Interview, Question, QuestionKind},
    outline::{Citation, Outline},
};

#[cfg(test)]
mod tests;
