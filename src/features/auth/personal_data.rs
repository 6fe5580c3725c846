//! Authentication as personal data: export and erasure. Sessions, devices and tokens refer to the account and are deleted with it; rows
//! that are keyed by the address are deleted here.

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

/// The exported data. Hashes of secrets are left out, because they would help an attacker and are of no use to their owner.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct AuthExport {
    sessions: Vec<session::Model>,
    devices: Vec<device::Model>,
    api_tokens: Vec<api_token::Model>,
    /// The linked provider identities.
    identities: Vec<identity::Model>,
    passkeys: Vec<passkey::Model>,
    /// The time when one-time codes were enabled.
    codes_since: Option<DateTime<Utc>>,
    /// The requested mails with links.
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

    /// Deletes the rows that are keyed by the address, a session or a device.
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
