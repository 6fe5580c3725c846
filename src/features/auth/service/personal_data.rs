//! What somebody has in auth, and how it goes. Sessions, devices and tokens go with the account, to which they refer; what is kept by
//! the address goes here.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter};
use serde::Serialize;

use super::login_attempts;
use crate::{
    error::Result,
    features::{
        auth::{
            ApiTokenRow, Auth, SessionRow,
            entity::{
                api_token, device, identity, login_attempt as budget, mail_claim, passkey, session,
                totp,
            },
        },
        users::UserRow,
    },
    types::{actor::Actor, id::UserId},
};

/// What is kept about how somebody signs in. Hashes of secrets are left out: they are no use to their owner, and some to a thief.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AuthExport {
    sessions: Vec<SessionRow>,
    devices: Vec<device::Model>,
    api_tokens: Vec<ApiTokenRow>,
    /// By whom they can come in.
    identities: Vec<identity::Model>,
    passkeys: Vec<passkey::Model>,
    /// Since when codes by time are asked for.
    codes_since: Option<DateTime<Utc>>,
    /// What was asked for by mail with their address.
    mails: Vec<mail_claim::Model>,
}

impl Auth {
    /// What is kept about how the one who asks signs in.
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
        let mut keys = login_attempts::keys_of_user(user.id, &user.email);
        keys.extend(
            sessions
                .iter()
                .map(|session| login_attempts::key_of_session(session.id)),
        );
        keys.extend(
            devices
                .iter()
                .map(|device| login_attempts::key_of_device(device.id)),
        );
        budget::erase(conn, keys).await?;
        Ok(mail_claim::erase(conn, &user.email).await?)
    }

    /// Whether somebody is signed in to the account, by a session or by a token.
    pub async fn has_sessions(&self, user: UserId) -> Result<bool> {
        let conn = self.platform.db.conn();
        let session = session::of_user(user)
            .filter(session::Column::RevokedAt.is_null())
            .one(conn)
            .await?;
        let token = api_token::of_user(user)
            .filter(api_token::Column::RevokedAt.is_null())
            .one(conn)
            .await?;
        Ok(session.is_some() || token.is_some())
    }
}
