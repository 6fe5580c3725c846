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

pub(in crate::features::writing) use self::loader::ContentOf;
pub use self::{
    loader::ResumeKey, mutation::ResumesMutation, object::Resume, query::ResumesOfViewer,
};
