//! Accounts with a password.

use secrecy::{ExposeSecret, SecretString};

use super::{Admission, Entrance, Mode};
use crate::{
    error::{Error, Refusal, Result},
    features::{
        audit::{Action, Entry},
        auth::{Auth, Method},
        users::NewUser,
    },
    types::{email::Email, origin::Origin, text::Line},
};

/// Characters that a password may have. NIST SP 800-63B asks for at least 8 and room for 64.
const PASSWORD: std::ops::RangeInclusive<usize> = 10..=256;

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

impl Auth {
    /// Makes an account and signs in.
    pub async fn sign_up(&self, origin: &Origin, new: NewAccount, mode: Mode) -> Result<Admission> {
        self.platform.limiter.sign_in.take(origin.budget_key(), 1).await.granted()?;
        if !self.platform.config.auth.sign_up {
            return Err(Error::forbidden("This server does not take sign-ups; ask its operator for an account."));
        }
        let email = Email::parse("input.email", &new.email)?;
        let name = Line::parse("input.name", &new.name, 120)?.into_string();
        check(&new.password)?;
        let password_hash = Some(self.platform.vault.hash_password(new.password).await?);
        let tx = self.platform.db.begin().await?;
        let user = self.users.create(&tx, NewUser { email, name, password_hash }).await?;
        let id = user.id;
        let admission = self.admit(&tx, user, &Entrance { method: Method::Password, mode, origin }).await?;
        self.audit.record(&tx, Entry::own(Action::SignUp, id, origin)).await?;
        tx.commit().await?;
        Ok(admission)
    }

    /// Begins a session. The refusal is the same for an unknown address and a wrong password, and takes as long.
    pub async fn sign_in(&self, origin: &Origin, credentials: Credentials, mode: Mode) -> Result<Admission> {
        self.platform.limiter.sign_in.take(origin.budget_key(), 1).await.granted()?;
        let user = match Email::parse("input.email", &credentials.email) {
            Ok(email) => self.users.find_by_email(&email).await?,
            Err(_) => None,
        };
        if credentials.password.expose_secret().chars().count() > *PASSWORD.end() {
            return Err(wrong_credentials());
        }
        let hash = user.as_ref().and_then(|user| user.password_hash.clone());
        let right = self.platform.vault.verify_password(credentials.password, hash).await?;
        let user = user.filter(|_| right).ok_or_else(wrong_credentials)?;
        let tx = self.platform.db.begin().await?;
        let admission = self.admit(&tx, user, &Entrance { method: Method::Password, mode, origin }).await?;
        tx.commit().await?;
        Ok(admission)
    }
}

/// Whether a password may be one.
pub(super) fn check(password: &SecretString) -> Result<()> {
    let length = password.expose_secret().chars().count();
    if PASSWORD.contains(&length) {
        return Ok(());
    }
    Err(Refusal::invalid("input.password", "A password has 10 to 256 characters; a few random words make a good one.").into())
}

fn wrong_credentials() -> Error {
    Error::unauthenticated("The e-mail address or the password is wrong.")
}
