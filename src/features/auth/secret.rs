//! Random secrets: tokens, codes and cookies.

use crate::{
    error::Result,
    platform::{clock::Clock, hashing::token_text},
};

/// A new secret of 256 random bits. Only its hash is stored.
pub(super) fn secret(clock: &Clock) -> Result<String> {
    Ok(token_text(&clock.random_32()?))
}
