//! Checks passwords: verifies one against its hash, and checks whether a new one is allowed.

use sea_orm::ConnectionTrait;
use secrecy::SecretString;

use crate::{
    error::{Refusal, Result},
    features::users::{ACCOUNT_NAME_MAX, NewUser, UserRow, Users},
    platform::{Platform, hashing::Verdict},
    types::{
        email::Email,
        password::{NewPassword, TypedPassword},
        text::Line,
    },
};

/// The input of a sign-up.
pub struct NewAccount {
    /// The address to sign in with.
    pub email: String,
    /// The display name.
    pub name: String,
    /// 10 to 256 characters.
    pub password: SecretString,
}

/// A correct password; with the hash of its normalised form, if the stored hash is of the password as typed.
pub(in crate::features::auth) struct Verified {
    prepared: Option<String>,
}

/// The service that checks passwords.
#[derive(Clone)]
pub(in crate::features::auth) struct PasswordCheck {
    platform: Platform,
    users: Users,
}

impl PasswordCheck {
    pub const fn new(platform: Platform, users: Users) -> Self {
        Self { platform, users }
    }

    /// Checks a sign-up and hashes its password.
    pub async fn new_user(&self, new: NewAccount) -> Result<NewUser> {
        let email = Email::parse("input.email", &new.email)?;
        let name = Line::parse("input.name", &new.name, ACCOUNT_NAME_MAX)?.into_string();
        let password = self
            .new_password("input.password", &new.password, &[&name, email.as_str()])
            .await?;
        let password_hash = Some(self.platform.hashing.hash_password(&password).await?);
        Ok(NewUser {
            email,
            name,
            password_hash,
            source: None,
        })
    }

    /// Verifies a password against a hash; returns `None` if it is wrong. Takes the same time for every hash, and without one.
    pub async fn verify(
        &self,
        password: &TypedPassword,
        hash: Option<String>,
    ) -> Result<Option<Verified>> {
        let hashing = &self.platform.hashing;
        Ok(match hashing.verify_password(password, hash).await? {
            Verdict::Wrong => None,
            Verdict::Right => Some(Verified { prepared: None }),
            // Hashed before the caller's transaction, because it takes long.
            Verdict::RightAsTyped => Some(Verified {
                prepared: hashing.hash_prepared(password).await?,
            }),
        })
    }

    /// Replaces the hash of a password as typed by that of its normalised form, inside the caller's transaction.
    pub async fn keep_prepared(
        &self,
        conn: &impl ConnectionTrait,
        user: &UserRow,
        verified: Verified,
    ) -> Result<()> {
        match verified.prepared {
            Some(hash) => self.users.replace_hash(conn, user, hash).await,
            None => Ok(()),
        }
    }

    /// Normalises and checks a new password. Refuses one that is too short, too long, easy to guess, or has a forbidden character.
    pub async fn new_password(
        &self,
        path: &str,
        typed: &SecretString,
        about_owner: &[&str],
    ) -> Result<NewPassword> {
        let password = NewPassword::parse(path, typed)?;
        let wanted = self.platform.config.auth.password_score;
        // The parts of an address are as easy to guess as the address.
        let words = about_owner.iter().flat_map(|text| {
            std::iter::once(*text).chain(text.split(|c: char| !c.is_alphanumeric()))
        });
        let words = words
            .filter(|word| word.chars().count() > 2)
            .take(20)
            .map(str::to_owned)
            .collect();
        let strength = self
            .platform
            .hashing
            .estimate_strength(&password, words)
            .await?;
        if strength.score >= wanted {
            return Ok(password);
        }
        let why = strength
            .weakness
            .map(|why| format!(" ({})", why.trim_end_matches('.')))
            .unwrap_or_default();
        Err(Refusal::invalid(
            path,
            format!("This password is too easy to guess{why}; use a few random words."),
        )
        .into())
    }
}
