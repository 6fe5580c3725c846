//! Hashes of passwords (Argon2id, RFC 9106) and of tokens (SHA-256: they are random, so a fast hash is enough).

use std::sync::Arc;

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;

use super::process_tasks::off_reactor;
use crate::{
    error::{Error, Result},
    types::password::{NewPassword, TypedPassword},
};

/// Number of a password's characters that are considered for its strength.
const STRENGTH_CHARS_MAX: usize = 72;

/// The strength of a password.
pub struct Strength {
    /// From 0, guessed at once, to 4, very hard to guess.
    pub score: u8,
    /// Why it is easy to guess, if it is.
    pub weakness: Option<String>,
}

/// The result of verifying a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The password is wrong.
    Wrong,
    /// The password is right.
    Right,
    /// The password is right, but was hashed unprepared: the hash should be replaced by one of the prepared form.
    RightAsTyped,
}

/// Password hashing outside the async runtime, with limited concurrency: each hash takes 19 MiB, and many sign-ins must not exhaust memory.
#[derive(Clone)]
pub struct Hashing {
    slots: Arc<Semaphore>,
}

impl Hashing {
    /// Runs as many hashes concurrently as the machine has cores.
    #[must_use]
    pub fn new() -> Self {
        let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        Self {
            slots: Arc::new(Semaphore::new(cores)),
        }
    }

    /// Hashes a password with a random salt; returns a PHC string.
    pub async fn hash_password(&self, password: &NewPassword) -> Result<String> {
        self.hash_secret(password.secret().clone()).await
    }

    /// Hashes the prepared form of a password that was hashed unprepared, if it has one.
    pub async fn hash_prepared(&self, password: &TypedPassword) -> Result<Option<String>> {
        match password.prepared().cloned() {
            Some(prepared) => self.hash_secret(prepared).await.map(Some),
            None => Ok(None),
        }
    }

    async fn hash_secret(&self, secret: SecretString) -> Result<String> {
        self.blocking(move || {
            let hash = Argon2::default().hash_password(secret.expose_secret().as_bytes());
            hash.map(|hash| hash.to_string())
                .map_err(|cause| Error::internal(cause.to_string()))
        })
        .await?
    }

    /// Verifies a password against a hash, in each of its forms. A wrong password takes the same time for every account:
    /// without a hash the work is done all the same, so that the time does not reveal whether the account exists.
    pub async fn verify_password(
        &self,
        password: &TypedPassword,
        hash: Option<String>,
    ) -> Result<Verdict> {
        let forms: Vec<SecretString> = password.forms().cloned().collect();
        let prepared = usize::from(password.prepared().is_some());
        self.blocking(move || {
            let hash = hash
                .as_deref()
                .and_then(|hash| PasswordHash::new(hash).ok());
            let right = forms.iter().position(|form| {
                if let Some(hash) = &hash {
                    return Argon2::default()
                        .verify_password(form.expose_secret().as_bytes(), hash)
                        .is_ok();
                }
                drop(Argon2::default().hash_password(form.expose_secret().as_bytes()));
                false
            });
            match right {
                None => Verdict::Wrong,
                Some(place) if place < prepared => Verdict::Right,
                Some(_) => Verdict::RightAsTyped,
            }
        })
        .await
    }

    /// Estimates the strength of a password against an attacker who knows these words about its owner.
    pub async fn estimate_strength(
        &self,
        password: &NewPassword,
        about_owner: Vec<String>,
    ) -> Result<Strength> {
        let password = password.secret().clone();
        self.blocking(move || {
            // Further characters cannot make it weaker, and the time grows faster than the length.
            let beginning: String = password
                .expose_secret()
                .chars()
                .take(STRENGTH_CHARS_MAX)
                .collect();
            let words: Vec<&str> = about_owner.iter().map(String::as_str).collect();
            let verdict = zxcvbn::zxcvbn(&beginning, &words);
            let weakness = verdict
                .feedback()
                .and_then(zxcvbn::feedback::Feedback::warning)
                .map(|warning| warning.to_string());
            Strength {
                score: u8::from(verdict.score()),
                weakness,
            }
        })
        .await
    }

    async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T> {
        let slot = Arc::clone(&self.slots)
            .acquire_owned()
            .await
            .map_err(Error::internal)?;
        off_reactor(move || {
            let result = work();
            drop(slot);
            result
        })
        .await
    }
}

impl Default for Hashing {
    fn default() -> Self {
        Self::new()
    }
}

/// The hash of a token, as it is stored.
#[must_use]
pub fn token_hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// SHA-256 of any content, as URL-safe text.
#[must_use]
pub fn content_hash(content: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(content))
}

/// SHA-256 of any content, in hexadecimal digits.
#[must_use]
pub fn sha256_hex(content: &[u8]) -> String {
    format!("{:x}", Sha256::digest(content))
}

/// The hash of a value's structure, which its Debug form shows: equal values of this process have equal hashes.
pub fn structure_hash(value: &impl std::fmt::Debug) -> String {
    content_hash(format!("{value:?}").as_bytes())
}

/// The text form of a token.
#[must_use]
pub fn token_text(random: &[u8; 32]) -> String {
    URL_SAFE_NO_PAD.encode(random)
}
