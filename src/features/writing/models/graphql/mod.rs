//! The GraphQL API of language models.

mod mutation;
mod object;
mod query;
mod run;

pub use self::{mutation::ModelsMutation, query::ModelsOfViewer};
