//! Claims on addresses. A request is the same work for every address, whether or not it has an account: the worker that sends the mail
//! finds out which one the address gets.

use chrono::TimeDelta;
use sea_orm::{ActiveModelTrait, ConnectionTrait, IntoActiveModel};

use super::{
    claim_mail::ClaimMail,
    entity::{self, Kind, link},
};
use crate::{
    error::{Error, Refusal, Result},
    features::{
        mail::{Mail, Message, Recipient},
        users::{UserRow, Users},
    },
    platform::{Platform, hashing::token_hash, unit_of_work::Unit},
    types::{email::Email, id::MailClaimId},
};

/// How long the link to verify an address is good.
const VERIFY_FOR: TimeDelta = TimeDelta::hours(24);
/// How long the link to set a password is good.
const RESET_FOR: TimeDelta = TimeDelta::minutes(30);

/// The claims.
#[derive(Clone)]
pub(in crate::features::auth) struct Claims {
    platform: Platform,
    users: Users,
    mail: Mail,
}

impl Claims {
    pub const fn new(platform: Platform, users: Users, mail: Mail) -> Self {
        Self {
            platform,
            users,
            mail,
        }
    }

    /// Notes what is asked for, and has the mail sent.
    pub async fn add(
        &self,
        email: &Email,
        kind: Kind,
        account: Option<(String, Option<String>)>,
    ) -> Result<()> {
        let tx = self.platform.begin().await?;
        self.insert(&tx, email, kind, account).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Queues the mail that tells the owner of an account that its password is another now, inside the caller's transaction.
    pub async fn tell_changed(&self, conn: &Unit, email: &Email) -> Result<()> {
        self.insert(conn, email, Kind::Changed, None).await
    }

    async fn insert(
        &self,
        conn: &Unit,
        email: &Email,
        kind: Kind,
        account: Option<(String, Option<String>)>,
    ) -> Result<()> {
        let (now, id) = (
            self.platform.clock.now(),
            MailClaimId(self.platform.clock.new_id()),
        );
        let (name, password_hash) = account.map_or((None, None), |(name, hash)| (Some(name), hash));
        let good_for = if kind == Kind::Reset {
            RESET_FOR
        } else {
            VERIFY_FOR
        };
        let claim = entity::Model {
            id,
            email: email.as_str().to_owned(),
            kind,
            name,
            password_hash,
            created_at: now,
            expires_at: now + good_for,
            sent_at: None,
            used_at: None,
        };
        claim.into_active_model().reset_all().insert(conn).await?;
        let message = Message {
            to: Recipient::Address(email),
            template: ClaimMail { claim_id: id },
        };
        self.mail.queue(conn, message).await
    }

    /// The claim behind a mailed token, used up with all others on its address.
    pub async fn redeem(
        &self,
        conn: &impl ConnectionTrait,
        token: &str,
        kinds: &[Kind],
    ) -> Result<entity::Model> {
        let now = self.platform.clock.now();
        let Some(link) = link::by_hash(token_hash(token)).one(conn).await? else {
            return Err(stale_link());
        };
        let found = entity::by_id_to_change(link.claim_id).one(conn).await?;
        let open = found.filter(|claim| {
            claim.used_at.is_none() && now < claim.expires_at && kinds.contains(&claim.kind)
        });
        let claim = open.ok_or_else(stale_link)?;
        entity::end_all(conn, &claim.email, now).await?;
        Ok(claim)
    }

    /// The account whose address a mailed token proves, if there is one.
    pub async fn owner_by_link(&self, token: &str) -> Result<Option<UserRow>> {
        let conn = self.platform.db.conn();
        let Some(link) = link::by_hash(token_hash(token)).one(conn).await? else {
            return Ok(None);
        };
        let Some(claim) = entity::by_id(link.claim_id).one(conn).await? else {
            return Ok(None);
        };
        let Ok(email) = Email::parse("email", &claim.email) else {
            return Ok(None);
        };
        self.users.find_by_email(&email).await
    }

    /// Ends what others may have asked for with an address that has an owner now, inside the caller's transaction.
    pub async fn end(&self, conn: &impl ConnectionTrait, email: &Email) -> Result<()> {
        Ok(entity::end_all(conn, email.as_str(), self.platform.clock.now()).await?)
    }

    /// Removes claims that have long ended.
    pub async fn sweep(&self) -> Result<()> {
        let (conn, now) = (self.platform.db.conn(), self.platform.clock.now());
        Ok(entity::forget(conn, now - VERIFY_FOR).await?)
    }
}

/// The refusal of a mailed token.
pub(in crate::features::auth) fn stale_link() -> Error {
    Refusal::invalid(
        "input.token",
        "This token is not good, or not any more; ask for another mail.",
    )
    .into()
}
