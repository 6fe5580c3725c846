//! Rows of identities, of pending sign-ins at a provider, and of the sessions that an identity opened.

pub mod claims;
pub mod identity;
pub mod provider_session;
pub mod sign_in;
