//! The rules of signing in: one file for each way in, and one for what follows.

use chrono::{DateTime, Utc};
use secrecy::SecretString;

use crate::{error::Error, features::users::UserRow};

mod password;
mod session;

/// What somebody gives to make an account.
pub struct NewAccount {
    /// The address to sign in with.
    pub email: String,
    /// How they want to be called.
    pub name: String,
    /// 10 to 256 characters.
    pub password: SecretString,
}

/// What somebody gives to sign in.
pub struct Credentials {
    /// The address.
    pub email: String,
    /// The password.
    pub password: SecretString,
}

/// A session that just began or was just renewed.
pub struct SignedIn {
    /// A JWT, to be sent as `Authorization: Bearer …`.
    pub access_token: String,
    /// When the access token ends.
    pub expires_at: DateTime<Utc>,
    /// Good for one refresh.
    pub refresh_token: String,
    /// The account.
    pub user: UserRow,
}

fn stale_token() -> Error {
    Error::unauthenticated("The refresh token is not valid any more; sign in again.")
}
