//! The GraphQL API of résumés.

mod changes;
mod content;
mod input;
mod loader;
mod mutation;
mod object;
mod query;
mod revision;
mod source;

pub use self::{
    loader::ResumeKey, mutation::ResumesMutation, object::Resume, query::ResumesOfViewer,
};
