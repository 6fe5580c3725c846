//! The GraphQL API of the change feed.

mod error;
mod object;
mod query;
mod subscription;

pub use self::{
    error::CannotUndoError, object::Change, query::ChangesOfViewer,
    subscription::ChangesSubscription,
};
