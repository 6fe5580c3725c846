//! Rows of sessions, and of what leads to one.

pub mod api_token;
pub mod device;
pub mod identity;
pub mod login_attempt;
pub mod mail_claim;
pub mod passkey;
pub mod passkey_ceremony;
pub mod provider_session;
pub mod recovery_code;
pub mod refresh_token;
pub mod session;
pub mod sign_in;
pub mod sign_in_challenge;
pub mod totp;
