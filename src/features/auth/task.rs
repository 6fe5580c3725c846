//! The mails about accounts. A worker looks who has the address and what they get: a request does the same work for every address,
//! and so tells nothing. The token of a link is made here, and only its hash is kept; each try makes one, and all of a claim are good.

use chrono::TimeDelta;
use sea_orm::{ActiveModelTrait, IntoActiveModel};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    Auth,
    entity::{
        mail_claim::{self, Kind, link},
        mail_refusal,
    },
    templates::{self, Template},
};
use crate::{
    error::{Error, Result},
    features::users::UserRow,
    platform::{
        hashing::token_hash,
        mail::{Mail, SendError},
        queue::{Failure, Owner, Task},
    },
    types::{email::Email, id::MailClaimId},
};

/// How long an address gets no mail whose server said that it takes none.
const REFUSED_FOR: TimeDelta = TimeDelta::days(1);

/// A mail is to be sent, if its address gets one.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SendMail {
    /// What was asked for.
    pub claim_id: MailClaimId,
    /// Names the mail in all its tries.
    pub mail_id: Uuid,
    /// The [`Owner::address_key`] of the address. Mails to one address go out one after the other.
    pub lane: String,
}

impl Task for SendMail {
    const KIND: &'static str = "auth.send_mail";

    /// The address: it may have no account, and a request does the same for every address.
    fn owner(&self) -> Owner {
        Owner::Address(self.lane.clone())
    }

    fn lane(&self) -> Option<String> {
        Some(self.lane.clone())
    }
}

impl Auth {
    /// Handles [`SendMail`].
    pub async fn on_send_mail(self, task: SendMail) -> std::result::Result<(), Failure> {
        let (conn, now) = (self.platform.db.conn(), self.platform.clock.now());
        let found = mail_claim::by_id(task.claim_id)
            .one(conn)
            .await
            .map_err(Error::from)?;
        let Some(claim) = found.filter(|claim| claim.used_at.is_none() && now < claim.expires_at)
        else {
            return Ok(());
        };
        let email = Email::parse("email", &claim.email)
            .map_err(|refusal| Failure::GiveUp(refusal.into()))?;
        if self.has_enough(&claim).await?
            || mail_refusal::of(&claim.email, now)
                .one(conn)
                .await
                .map_err(Error::from)?
                .is_some()
        {
            return Ok(());
        }
        let owner = self.users.find_by_email(&email).await?;
        let Some(words) = self.words_for(&claim, owner.as_ref()).await? else {
            return Ok(());
        };
        mail_claim::note_sent(conn, claim.id, now)
            .await
            .map_err(Error::from)?;
        self.deliver(Mail {
            id: task.mail_id,
            to: email,
            subject: words.subject.to_owned(),
            text: words.text,
        })
        .await
    }

    /// Sends a mail. An address whose server takes none gets none for a while.
    pub(super) async fn deliver(&self, letter: Mail) -> std::result::Result<(), Failure> {
        let (conn, now, to) = (
            self.platform.db.conn(),
            self.platform.clock.now(),
            letter.to.clone(),
        );
        if mail_refusal::of(to.as_str(), now)
            .one(conn)
            .await
            .map_err(Error::from)?
            .is_some()
        {
            return Ok(());
        }
        match self.platform.mail.send(letter).await {
            Ok(()) => Ok(()),
            Err(SendError::Later(error)) => Err(Failure::Retry(error)),
            Err(SendError::Never(error)) => Err(Failure::GiveUp(error)),
            Err(SendError::Refused(error)) => {
                tracing::warn!("a mail was refused: {error}");
                mail_refusal::note(conn, to.as_str(), now + REFUSED_FOR)
                    .await
                    .map_err(Error::from)?;
                Ok(())
            }
        }
    }

    /// Whether the address got enough mails of the kind: whoever asks for many must not fill somebody's mailbox.
    async fn has_enough(&self, claim: &mail_claim::Model) -> Result<bool> {
        let (most, window) = match claim.kind {
            Kind::Reset => (1, TimeDelta::minutes(5)),
            // A stranger who asks first must not keep the owner's own request from being answered.
            Kind::SignUp | Kind::Verify => (5, TimeDelta::hours(1)),
            Kind::Changed => (20, TimeDelta::hours(1)),
        };
        let since = self.platform.clock.now() - window;
        Ok(mail_claim::sent_since(self.platform.db.conn(), claim, since).await? >= most)
    }

    /// What the address is told; `None` if nothing.
    async fn words_for(
        &self,
        claim: &mail_claim::Model,
        owner: Option<&UserRow>,
    ) -> Result<Option<Template>> {
        let mail = &self.platform.config.mail;
        let is_verified = owner.is_some_and(|user| user.email_verified_at.is_some());
        Ok(match (claim.kind, owner) {
            (Kind::SignUp, _) if is_verified => Some(templates::known()),
            (Kind::SignUp, _) => Some(templates::welcome(
                &mail.verify_url,
                &self.link_for(claim.id).await?,
            )),
            (Kind::Verify, _) if is_verified => None,
            (Kind::Verify, Some(_)) => Some(templates::verify(
                &mail.verify_url,
                &self.link_for(claim.id).await?,
            )),
            // Whoever has no account yet may have lost the mail that leads to it.
            (Kind::Verify, None) => {
                let waiting = mail_claim::last_sign_up(&claim.email, self.platform.clock.now())
                    .one(self.platform.db.conn())
                    .await?;
                match waiting {
                    Some(sign_up) => Some(templates::welcome(
                        &mail.verify_url,
                        &self.link_for(sign_up.id).await?,
                    )),
                    None => None,
                }
            }
            (Kind::Reset, Some(_)) => Some(templates::reset(
                &mail.reset_url,
                &self.link_for(claim.id).await?,
            )),
            (Kind::Changed, Some(_)) => Some(templates::changed()),
            (Kind::Reset | Kind::Changed, None) => None,
        })
    }

    async fn link_for(&self, claim_id: MailClaimId) -> Result<String> {
        let token = self.secret()?;
        let row = link::Model {
            hash: token_hash(&token),
            claim_id,
        };
        row.into_active_model()
            .reset_all()
            .insert(self.platform.db.conn())
            .await?;
        Ok(token)
    }
}
