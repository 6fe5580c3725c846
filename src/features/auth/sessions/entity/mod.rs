//! Rows of sessions, of their refresh tokens, and of remembered devices.

pub mod device;
pub mod refresh_token;
pub mod session;
