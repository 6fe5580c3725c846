//! The mails with links. The worker that sends a mail decides which text the address gets: the request does the same work for every
//! address, so its timing reveals nothing. The link's token is generated here, and only its hash is stored; each attempt to send makes a
//! new one, and all of them are valid.

use chrono::TimeDelta;
use sea_orm::{ActiveModelTrait, IntoActiveModel};
use serde::{Deserialize, Serialize};

use super::{
    entity::{self, Kind, link},
    templates,
};
use crate::{
    error::{Error, Result},
    features::{
        auth::secret::secret,
        mail::{Addressee, Template, Text},
        users::UserRow,
    },
    platform::{Platform, hashing::token_hash},
    types::{email::Email, id::MailClaimId},
};

/// The mail for a claim.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::features::auth) struct ClaimMail {
    /// The claim.
    pub claim_id: MailClaimId,
}

impl Template for ClaimMail {
    const NAME: &'static str = "auth.claim";
    const EARLIER_KIND: Option<&'static str> = Some("auth.send_mail");
    type Writer = Platform;

    async fn address(&self, platform: &Platform) -> Result<Option<Email>> {
        let claim = open_claim(platform, self.claim_id).await?;
        claim
            .map(|claim| Email::parse("email", &claim.email).map_err(Error::from))
            .transpose()
    }

    async fn write(self, platform: &Platform, to: Addressee) -> Result<Option<Text>> {
        let Some(claim) = open_claim(platform, self.claim_id).await? else {
            return Ok(None);
        };
        if has_enough(platform, &claim).await? {
            return Ok(None);
        }
        let Some(text) = text_for(platform, &claim, to.user.as_ref()).await? else {
            return Ok(None);
        };
        let now = platform.clock.now();
        entity::note_sent(platform.db.conn(), claim.id, now).await?;
        Ok(Some(text))
    }
}

async fn open_claim(platform: &Platform, id: MailClaimId) -> Result<Option<entity::Model>> {
    let now = platform.clock.now();
    let found = entity::by_id(id).one(platform.db.conn()).await?;
    Ok(found.filter(|claim| claim.used_at.is_none() && now < claim.expires_at))
}

/// True if the address got the maximum number of mails of this kind, so that repeated requests cannot flood a mailbox.
async fn has_enough(platform: &Platform, claim: &entity::Model) -> Result<bool> {
    let (most, window) = match claim.kind {
        Kind::Reset => (1, TimeDelta::minutes(5)),
        // A request by another person must not block the owner's own request.
        Kind::SignUp | Kind::Verify => (5, TimeDelta::hours(1)),
        Kind::Changed => (20, TimeDelta::hours(1)),
    };
    let since = platform.clock.now() - window;
    Ok(entity::sent_since(platform.db.conn(), claim, since).await? >= most)
}

/// The text for the address; `None` if it gets no mail.
async fn text_for(
    platform: &Platform,
    claim: &entity::Model,
    owner: Option<&UserRow>,
) -> Result<Option<Text>> {
    let mail = &platform.config.mail;
    let is_verified = owner.is_some_and(|user| user.email_verified_at.is_some());
    Ok(match (claim.kind, owner) {
        (Kind::SignUp, _) if is_verified => Some(templates::known()),
        (Kind::SignUp, _) => Some(templates::welcome(
            &mail.verify_url,
            link_for(platform, claim.id).await?,
        )),
        (Kind::Verify, _) if is_verified => None,
        (Kind::Verify, Some(_)) => Some(templates::verify(
            &mail.verify_url,
            link_for(platform, claim.id).await?,
        )),
        // Without an account, the first mail may have been lost.
        (Kind::Verify, None) => {
            let waiting = entity::last_sign_up(&claim.email, platform.clock.now())
                .one(platform.db.conn())
                .await?;
            match waiting {
                Some(sign_up) => Some(templates::welcome(
                    &mail.verify_url,
                    link_for(platform, sign_up.id).await?,
                )),
                None => None,
            }
        }
        (Kind::Reset, Some(_)) => Some(templates::reset(
            &mail.reset_url,
            link_for(platform, claim.id).await?,
        )),
        (Kind::Changed, Some(_)) => Some(templates::changed()),
        (Kind::Reset | Kind::Changed, None) => None,
    })
}

async fn link_for(platform: &Platform, claim_id: MailClaimId) -> Result<String> {
    let token = secret(&platform.clock)?;
    let row = link::Model {
        hash: token_hash(&token),
        claim_id,
    };
    row.into_active_model()
        .reset_all()
        .insert(platform.db.conn())
        .await?;
    Ok(token)
}
