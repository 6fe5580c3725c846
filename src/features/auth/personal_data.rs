//! What signing in holds about a user, its export and its erasure. Sessions, devices and tokens go with the account, to which they refer;
//! what is kept by the address goes here.

use chrono::{DateTime, Utc};
use futures_util::future::BoxFuture;
use serde::Serialize;
use serde_json::Value as Json;

use super::{
    Auth,
    api_tokens::entity as api_token,
    email_links::entity as mail_claim,
    identities::entity::identity,
    second_factor::entity::{passkey, totp},
    sessions::entity::{device, session},
};
use crate::{
    error::Result,
    platform::{
        personal_data::{DataSubject, PersonalData, member},
        unit_of_work::Unit,
    },
    types::actor::Actor,
};

/// What is kept about how a user signs in. Hashes of secrets are left out: they are no use to their owner, and some to a thief.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct AuthExport {
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

impl PersonalData for Auth {
    fn name(&self) -> &'static str {
        "auth"
    }

    fn schema(&self) -> &'static str {
        include_str!("auth.schema.json")
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
    fn erase<'a>(&'a self, conn: &'a Unit, subject: &'a DataSubject) -> BoxFuture<'a, Result<()>> {
        let (user, email) = (subject.user_id, subject.email.as_str());
        Box::pin(async move {
            let sessions = session::of_user(user).all(conn).await?;
            let devices = device::of_user(user).all(conn).await?;
            let sessions: Vec<_> = sessions.iter().map(|session| session.id).collect();
            let devices: Vec<_> = devices.iter().map(|device| device.id).collect();
            self.attempts
                .erase(conn, (user, email), sessions, devices)
                .await?;
            Ok(mail_claim::erase(conn, email).await?)
        })
    }
}
