//! What somebody has in auth, and how it goes. Sessions, devices and tokens go with the account, to which they refer; what is kept by
//! the address goes here.

use chrono::{DateTime, Utc};
use futures_util::future::BoxFuture;
use sea_orm::{ColumnTrait, DatabaseTransaction, QueryFilter};
use serde::Serialize;
use serde_json::Value as Json;
use uuid::Uuid;

use super::login_attempts;
use crate::{
    error::Result,
    features::{
        auth::{
            ApiTokenRow, Auth, SessionRow,
            entity::{
                api_token, device, identity, login_attempt as budget, mail_claim, mail_refusal,
                passkey, session, totp,
            },
        },
        users::UserRow,
    },
    platform::{
        mail::Mail,
        personal_data::{DataSubject, PersonalData, member},
        queue::{Failure, Owner},
    },
    types::{actor::Actor, email::Email, id::UserId},
};

/// What is kept about how somebody signs in. Hashes of secrets are left out: they are no use to their owner, and some to a thief.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct AuthExport {
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

impl PersonalData for Auth {
    fn name(&self) -> &'static str {
        "auth"
    }

    fn schema(&self) -> &'static str {
        include_str!("../auth.schema.json")
    }

    fn export<'a>(
        &'a self,
        actor: &'a Actor,
        subject: &'a DataSubject,
    ) -> BoxFuture<'a, Result<Json>> {
        let conn = self.platform.db.conn();
        Box::pin(async move {
            member(&AuthExport {
                sessions: session::of_user(actor.user_id).all(conn).await?,
                devices: device::of_user(actor.user_id).all(conn).await?,
                api_tokens: api_token::of_user(actor.user_id).all(conn).await?,
                identities: identity::of(actor).all(conn).await?,
                passkeys: passkey::of(actor.user_id).all(conn).await?,
                codes_since: totp::of(actor.user_id)
                    .one(conn)
                    .await?
                    .and_then(|totp| totp.confirmed_at),
                mails: mail_claim::of(&subject.email).all(conn).await?,
            })
        })
    }

    /// Deletes what is kept by the address, or by the name of a session or device.
    fn erase<'a>(
        &'a self,
        conn: &'a DatabaseTransaction,
        subject: &'a DataSubject,
    ) -> BoxFuture<'a, Result<()>> {
        let (user, email) = (subject.user_id, subject.email.as_str());
        Box::pin(async move {
            let sessions = session::of_user(user).all(conn).await?;
            let devices = device::of_user(user).all(conn).await?;
            let mut keys = login_attempts::keys_of_user(user, email);
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
            mail_claim::erase(conn, email).await?;
            mail_refusal::erase(conn, email).await?;
            let owner = [Owner::of_address(email)];
            self.platform.queue.forget(conn, &owner).await?;
            Ok(())
        })
    }
}

impl Auth {
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

    /// Sends a mail to the owner of an account; not if its address takes none.
    pub async fn write_to(
        &self,
        user: &UserRow,
        mail_id: Uuid,
        subject: &str,
        text: String,
    ) -> std::result::Result<(), Failure> {
        let to = Email::parse("email", &user.email)
            .map_err(|refusal| Failure::GiveUp(refusal.into()))?;
        self.deliver(Mail {
            id: mail_id,
            to,
            subject: subject.to_owned(),
            text,
        })
        .await
    }
}
