//! The GraphQL API of documents.

mod input;
mod loader;
mod mutation;
mod object;
mod query;

pub use self::{
    loader::DocumentKey, mutation::DocumentsMutation, object::Document, query::DocumentsOfViewer,
};
