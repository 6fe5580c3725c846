//! Rows of sessions.

pub mod api_token;
pub mod refresh_token;
pub mod session;
