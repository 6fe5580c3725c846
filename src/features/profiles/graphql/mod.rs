//! The GraphQL API of profiles.

mod evidence;
mod input;
mod loader;
mod mutation;
mod object;
mod query;
mod section;
mod targets;

pub use self::{
    loader::CitedEvidence, mutation::ProfilesMutation, object::Profile, query::ProfilesOfViewer,
};

#[cfg(test)]
mod tests;
