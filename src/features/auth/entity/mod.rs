//! Rows of sessions.

pub mod refresh_token;
pub mod session;
