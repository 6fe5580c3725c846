//! The GraphQL API of profiles.

mod input;
mod loader;
mod mutation;
mod object;
mod query;

pub use self::{mutation::ProfilesMutation, object::Profile, query::ProfilesOfViewer};

#[cfg(test)]
mod tests;
