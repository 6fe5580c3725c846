//! Sign up, sign in, refresh, sign out.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait};
use secrecy::{ExposeSecret, SecretString};

use super::{
    Auth,
    entity::{refresh_token, session},
};
use crate::{
    error::{Error, Refusal, Result},
    features::users::{NewUser, UserRow},
    platform::vault::{token_hash, token_text},
    types::{actor::Actor, email::Email, id::SessionId, text::Line},
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

impl Auth {
    /// Makes an account and signs in.
    pub async fn sign_up(&self, address: &str, new: NewAccount) -> Result<SignedIn> {
        self.platform.limiter.sign_in.take(address, 1).await.granted()?;
        if !self.platform.config.auth.sign_up {
            return Err(Error::forbidden("This server does not take sign-ups; ask its operator for an account."));
        }
        let email = Email::parse("input.email", &new.email)?;
        let name = Line::parse("input.name", &new.name, 120)?.into_string();
        check_password(&new.password)?;
        let password_hash = Some(self.platform.vault.hash_password(new.password).await?);
        let tx = self.platform.db.begin().await?;
        let user = self.users.create(&tx, NewUser { email, name, password_hash }).await?;
        let signed_in = self.begin_session(&tx, user).await?;
        tx.commit().await?;
        Ok(signed_in)
    }

    /// Begins a session. The refusal is the same for an unknown address and a wrong password, and takes as long.
    pub async fn sign_in(&self, address: &str, credentials: Credentials) -> Result<SignedIn> {
        self.platform.limiter.sign_in.take(address, 1).await.granted()?;
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
        let signed_in = self.begin_session(&tx, user).await?;
        tx.commit().await?;
        Ok(signed_in)
    }

    /// Swaps a refresh token for a new pair. A token that comes back a second time was stolen or copied:
    /// the whole session ends (RFC 9700, 4.14).
    pub async fn refresh(&self, address: &str, token: &str) -> Result<SignedIn> {
        self.platform.limiter.sign_in.take(address, 1).await.granted()?;
        let now = self.platform.clock.now();
        let tx = self.platform.db.begin().await?;
        let Some(known) = refresh_token::by_hash(token_hash(token)).one(&tx).await? else { return Err(stale_token()) };
        let Some(session) = session::by_id(known.session_id).one(&tx).await? else { return Err(stale_token()) };
        if session.revoked_at.is_some() || session.expires_at <= now {
            return Err(stale_token());
        }
        // The update is the check: of two who use the token at once, one finds it used.
        if !refresh_token::use_once(&tx, &known, now).await? {
            session::revoke(&tx, session.id, now).await?;
            tx.commit().await?;
            tracing::warn!(session.id = %session.id, "a refresh token came back; the session was ended");
            return Err(stale_token());
        }
        let user = self.users.find_by_id(&tx, session.user_id).await?.ok_or_else(stale_token)?;
        let signed_in = self.renew(&tx, session.id, user).await?;
        tx.commit().await?;
        Ok(signed_in)
    }

    /// Ends the session of the token. The access token runs out by itself within minutes.
    pub async fn sign_out(&self, actor: &Actor) -> Result<()> {
        session::revoke(self.platform.db.conn(), actor.session_id, self.platform.clock.now()).await?;
        Ok(())
    }

    async fn begin_session(&self, conn: &impl ConnectionTrait, user: UserRow) -> Result<SignedIn> {
        let now = self.platform.clock.now();
        let session = session::ActiveModel {
            id: Set(SessionId(self.platform.clock.new_id())),
            user_id: Set(user.id),
            created_at: Set(now),
            expires_at: Set(now + TimeDelta::days(self.platform.config.auth.session_days)),
            revoked_at: Set(None),
        };
        let session = session.insert(conn).await?;
        self.renew(conn, session.id, user).await
    }

    async fn renew(&self, conn: &impl ConnectionTrait, session: SessionId, user: UserRow) -> Result<SignedIn> {
        let refresh_token = token_text(&self.platform.clock.random_32()?);
        let row = refresh_token::ActiveModel {
            hash: Set(token_hash(&refresh_token)),
            session_id: Set(session),
            created_at: Set(self.platform.clock.now()),
            used_at: Set(None),
        };
        row.insert(conn).await?;
        let (access_token, expires_at) = self.issue(user.id, session, user.role)?;
        Ok(SignedIn { access_token, expires_at, refresh_token, user })
    }
}

fn check_password(password: &SecretString) -> Result<()> {
    let length = password.expose_secret().chars().count();
    if PASSWORD.contains(&length) {
        return Ok(());
    }
    Err(Refusal::invalid("input.password", "A password has 10 to 256 characters; a few random words make a good one.").into())
}

fn wrong_credentials() -> Error {
    Error::unauthenticated("The e-mail address or the password is wrong.")
}

fn stale_token() -> Error {
    Error::unauthenticated("The refresh token is not valid any more; sign in again.")
}
