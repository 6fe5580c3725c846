//! The GraphQL of identities at providers.

mod identity;
mod provider;

pub use self::{
    identity::{IdentitiesOfViewer, IdentityMutation},
    provider::{ProviderMutation, ProviderQuery},
};
