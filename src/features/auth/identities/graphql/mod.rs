//! The GraphQL API of provider identities.

mod identity;
mod provider;

pub use self::{
    identity::{IdentitiesOfViewer, IdentityMutation},
    provider::{ProviderMutation, ProviderQuery},
};
