//! Rows of identities, of the sign-ins that are under way to a provider, and of the sessions that an identity began.

pub mod identity;
pub mod provider_session;
pub mod sign_in;
