//! The GraphQL API of the change feed.

mod object;
mod query;
mod subscription;

pub use self::{object::Change, query::ChangesOfViewer, subscription::ChangesSubscription};
