//! Recovery codes: ten at a time, returned once, each valid once. They have 80 random bits, so a fast hash is sufficient.

use sea_orm::ConnectionTrait;

use super::entity::recovery_code;
use crate::{
    error::Result,
    platform::{clock::Clock, hashing::token_hash},
    types::id::UserId,
};

/// Number of codes.
const CODES: usize = 10;
/// Number of groups of a code, of four characters each.
const GROUPS: usize = 5;

/// Replaces the codes of an account inside the caller's transaction.
pub(super) async fn replace(
    clock: &Clock,
    conn: &impl ConnectionTrait,
    user: UserId,
) -> Result<Vec<String>> {
    let codes = (0..CODES)
        .map(|_| Ok(code_of(&clock.random_32()?)))
        .collect::<Result<Vec<_>>>()?;
    let hashes = codes.iter().map(|code| hash_of(user, code)).collect();
    recovery_code::replace(conn, user, hashes).await?;
    Ok(codes)
}

/// Uses a code up inside the caller's transaction; returns `false` if it is wrong.
pub(super) async fn use_up(conn: &impl ConnectionTrait, user: UserId, code: &str) -> Result<bool> {
    Ok(recovery_code::use_up(conn, user, hash_of(user, code)).await?)
}

/// A code in its displayed form: `3f2a-109b-…`.
fn code_of(random: &[u8; 32]) -> String {
    let pairs = random.as_chunks::<2>().0.iter().take(GROUPS);
    pairs
        .map(|pair| format!("{:04x}", u16::from_be_bytes(*pair)))
        .collect::<Vec<_>>()
        .join("-")
}

/// The stored hash of a code. Only letters and digits count, however it is typed.
fn hash_of(user: UserId, code: &str) -> Vec<u8> {
    let letters: String = code
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| letter.to_ascii_lowercase())
        .collect();
    token_hash(&format!("{user} {letters}"))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_code_may_be_typed_with_and_without_its_dashes() {
        let code = code_of(&[0x3f; 32]);
        assert_eq!(code, "3f3f-3f3f-3f3f-3f3f-3f3f", "80 bits");
        let (ada, bob) = (UserId(Uuid::from_u128(1)), UserId(Uuid::from_u128(2)));
        for typed in ["3F3F3F3F3F3F3F3F3F3F", " 3f3f 3f3f 3f3f 3f3f 3f3f\n"] {
            assert_eq!(hash_of(ada, typed), hash_of(ada, &code), "{typed}");
        }
        assert_ne!(hash_of(ada, &code), hash_of(bob, &code));
    }
}
