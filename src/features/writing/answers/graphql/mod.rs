//! The GraphQL API of answers.

mod found;
mod input;
mod loader;
mod mutation;
mod object;
mod query;
mod recorded;
mod value;

pub use self::{
    loader::AnswerKey,
    mutation::AnswersMutation,
    object::Answer,
    query::AnswersOfViewer,
    recorded::{RecordedAnswer, answers_of},
};
