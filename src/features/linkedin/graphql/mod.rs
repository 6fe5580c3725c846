//! The GraphQL API of the synchronisation with LinkedIn.

mod error;
mod mutation;
mod object;
mod query;

pub use self::{
    error::SyncTooEarlyError, mutation::LinkedInMutation, object::LinkedInSync,
    query::LinkedInOfViewer,
};
