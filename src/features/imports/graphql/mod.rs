//! The GraphQL API of imports.

mod entries;
mod entry;
mod input;
mod list;
mod loader;
mod mutation;
mod object;
mod query;
mod subscription;

pub use self::{
    loader::ImportKey, mutation::ImportsMutation, object::ImportPlan, query::ImportsOfViewer,
    subscription::ImportsSubscription,
};
