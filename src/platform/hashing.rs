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

/// Characters of a password that are judged.
const JUDGED_CHARS: usize = 72;

/// How hard a password is to guess.
pub struct Strength {
    /// From 0, at once, to 4, hardly ever.
    pub score: u8,
    /// What makes it easy.
    pub weakness: Option<String>,
}

/// Whether a password is the one behind a hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is not.
    Wrong,
    /// It is.
    Right,
    /// It is, and was hashed as typed: the hash is to be replaced by one of the prepared form.
    RightAsTyped,
}

/// Hashing off the reactor, a few at a time: a flood of sign-ins costs 19 MiB each, not all the memory there is.
#[derive(Clone)]
pub struct Hashing {
    slots: Arc<Semaphore>,
}

impl Hashing {
    /// As many hashes at once as the machine has cores.
    #[must_use]
    pub fn new() -> Self {
        let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        Self {
            slots: Arc::new(Semaphore::new(cores)),
        }
    }

    /// A salted hash as a PHC string.
    pub async fn hash_password(&self, password: &NewPassword) -> Result<String> {
        self.hash_secret(password.secret().clone()).await
    }

    /// Hashes the prepared form of a password that was hashed as typed, if it has one.
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

    /// Whether the password is the one behind the hash. Each of its forms is tried, and a wrong one is as much work for every account:
    /// without a hash the work is done all the same, so that the time tells nothing about the account.
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

    /// How hard a password is to guess for somebody who knows these words about its owner; and what makes it easy, if something does.
    pub async fn judge_password(
        &self,
        password: &NewPassword,
        about_owner: Vec<String>,
    ) -> Result<Strength> {
        let password = password.secret().clone();
        self.blocking(move || {
            // What comes after cannot make it weaker, and the time grows faster than the length.
            let beginning: String = password
                .expose_secret()
                .chars()
                .take(JUDGED_CHARS)
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

/// What is stored of a token.
#[must_use]
pub fn token_hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// SHA-256 of anything, as URL-safe text: names content by what it is.
#[must_use]
pub fn content_hash(content: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(content))
}

/// A token as it is given out.
#[must_use]
pub fn token_text(random: &[u8; 32]) -> String {
    URL_SAFE_NO_PAD.encode(random)
}
