//! Rows of second factors: TOTP secrets, recovery codes, passkeys, and sign-ins that wait for one of them.

pub mod passkey;
pub mod passkey_ceremony;
pub mod recovery_code;
pub mod sign_in_challenge;
pub mod totp;
