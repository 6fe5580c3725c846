//! What signing in holds about a user, its export and its erasure. Sessions, devices and tokens go with the account, to which they refer;
//! what is kept by the address goes here.

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use serde::Serialize;

use super::{
    Auth,
    api_tokens::entity as api_token,
    email_links::entity as mail_claim,
    identities::entity::identity,
    second_factor::entity::{passkey, totp},
    sessions::entity::{device, session},
};
use crate::{error::Result, features::users::UserRow, types::actor::Actor};

/// What is kept about how a user signs in. Hashes of secrets are left out: they are no use to their owner, and some to a thief.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AuthExport {
    sessions: Vec<session::Model>,
    devices: Vec<device::Model>,
    api_tokens: Vec<api_token::Model>,
    /// The providers by which they can sign in.
    identities: Vec<identity::Model>,
    passkeys: Vec<passkey::Model>,
    /// Since when codes by time are asked for.
    codes_since: Option<DateTime<Utc>>,
    /// What was asked for by mail with their address.
    mails: Vec<mail_claim::Model>,
}

impl Auth {
    /// What is kept about how the caller signs in.
    pub async fn export(&self, actor: &Actor, user: &UserRow) -> Result<AuthExport> {
        let conn = self.platform.db.conn();
        Ok(AuthExport {
            sessions: session::of_user(actor.user_id).all(conn).await?,
            devices: device::of_user(actor.user_id).all(conn).await?,
            api_tokens: api_token::of_user(actor.user_id).all(conn).await?,
            identities: identity::of(actor).all(conn).await?,
            passkeys: passkey::of(actor.user_id).all(conn).await?,
            codes_since: totp::of(actor.user_id)
                .one(conn)
                .await?
                .and_then(|totp| totp.confirmed_at),
            mails: mail_claim::of(&user.email).all(conn).await?,
        })
    }

    /// Deletes inside the caller's transaction what is kept by the address, or by the name of a session or device.
    pub async fn erase(&self, conn: &impl ConnectionTrait, user: &UserRow) -> Result<()> {
        let sessions = session::of_user(user.id).all(conn).await?;
        let devices = device::of_user(user.id).all(conn).await?;
        let sessions = sessions.iter().map(|session| session.id);
        let devices = devices.iter().map(|device| device.id);
        self.attempts
            .erase(conn, (user.id, &user.email), sessions, devices)
            .await?;
        Ok(mail_claim::erase(conn, &user.email).await?)
    }
}
