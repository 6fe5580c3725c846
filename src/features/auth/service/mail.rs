//! What is asked for and proved by mail. A request is the same work for every address, whether or not it has an account: who gets
//! which mail is found out by the worker that sends it.

use chrono::TimeDelta;
use sea_orm::{ActiveModelTrait, ConnectionTrait, IntoActiveModel};
use secrecy::SecretString;

use super::{Mode, SignInContext, SignInOutcome};
use crate::{
    error::{Error, Refusal, Result},
    features::{
        audit::{Action, Entry},
        auth::{
            Auth, Method,
            entity::{
                device,
                mail_claim::{self, Kind, link},
                mail_refusal,
            },
            task::SendMail,
        },
        users::{NewUser, UserRow},
    },
    platform::{hashing::token_hash, queue::Owner},
    types::{
        actor::Viewer,
        email::Email,
        id::{MailClaimId, UserId},
        origin::Origin,
    },
};

/// How long the link to verify an address is good.
const VERIFY_FOR: TimeDelta = TimeDelta::hours(24);
/// How long the link to set a password is good.
const RESET_FOR: TimeDelta = TimeDelta::minutes(30);

impl Auth {
    /// Asks for another mail that verifies an address.
    pub async fn request_verification(&self, email: &str, origin: &Origin) -> Result<()> {
        self.platform
            .limiter
            .sign_in
            .take(origin.budget_key(), 1)
            .await
            .granted()?;
        self.claim(&Email::parse("input.email", email)?, Kind::Verify, None)
            .await
    }

    /// Asks for a mail that lets the owner of an address set a new password.
    pub async fn request_reset(&self, email: &str, origin: &Origin) -> Result<()> {
        self.platform
            .limiter
            .sign_in
            .take(origin.budget_key(), 1)
            .await
            .granted()?;
        self.claim(&Email::parse("input.email", email)?, Kind::Reset, None)
            .await
    }

    /// Notes what is asked for, and has the mail sent.
    pub(super) async fn claim(
        &self,
        email: &Email,
        kind: Kind,
        account: Option<(String, Option<String>)>,
    ) -> Result<()> {
        let tx = self.platform.db.begin().await?;
        self.add_claim(&tx, email, kind, account).await?;
        tx.commit().await?;
        self.platform.queue.wake().await;
        Ok(())
    }

    /// Has the owner of an account told, inside the caller's transaction, that its password is another now.
    pub(super) async fn tell(&self, conn: &impl ConnectionTrait, email: &Email) -> Result<()> {
        self.add_claim(conn, email, Kind::Changed, None).await
    }

    async fn add_claim(
        &self,
        conn: &impl ConnectionTrait,
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
        let claim = mail_claim::Model {
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
        let task = SendMail {
            claim_id: id,
            mail_id: self.platform.clock.new_id(),
            lane: Owner::address_key(email.as_str()),
        };
        self.platform.queue.publish(conn, &task).await
    }

    /// Verifies an address by the token of a mail, and signs in. Other claims on the address lose. A password or a session of an
    /// account that nobody had verified goes, unless it is the one of who asks: somebody else may have made the account.
    pub async fn verify_email(
        &self,
        viewer: &Viewer,
        token: &str,
        mode: Mode,
        origin: &Origin,
    ) -> Result<SignInOutcome> {
        self.platform
            .limiter
            .sign_in
            .take(origin.budget_key(), 1)
            .await
            .granted()?;
        let tx = self.platform.db.begin().await?;
        let claim = self
            .redeem(&tx, token, &[Kind::SignUp, Kind::Verify])
            .await?;
        let email = Email::parse("email", &claim.email)?;
        let user = match self.users.find_by_email_in(&tx, &email).await? {
            Some(user) if user.email_verified_at.is_some() => return Err(stale_link()),
            Some(user) => self.claim_by_mail(&tx, user, &claim, viewer).await?,
            None => {
                let (Some(name), password_hash) = (claim.name, claim.password_hash) else {
                    return Err(stale_link());
                };
                self.users
                    .create_verified(
                        &tx,
                        NewUser {
                            email,
                            name,
                            password_hash,
                        },
                    )
                    .await?
            }
        };
        let id = user.id;
        let entered = async {
            let admission = self
                .enter(
                    &tx,
                    user,
                    &SignInContext {
                        method: Method::Mail,
                        mode,
                        origin,
                        known: None,
                    },
                    None,
                )
                .await?;
            self.audit
                .record(&tx, Entry::own(Action::VerifyEmail, id, origin))
                .await?;
            Ok(admission)
        };
        let entered = entered.await;
        let admission = self.finish_sign_in(tx, id, origin, entered).await?;
        self.announce_ends().await;
        Ok(admission)
    }

    async fn claim_by_mail(
        &self,
        conn: &impl ConnectionTrait,
        user: UserRow,
        claim: &mail_claim::Model,
        viewer: &Viewer,
    ) -> Result<UserRow> {
        let is_own = matches!(viewer, Viewer::User(actor) if actor.user_id == user.id);
        let user = match claim.kind {
            Kind::Verify if is_own => user,
            _ => {
                self.revoke_everything(conn, user.id).await?;
                self.forget_factors(conn, user.id).await?;
                self.users
                    .set_password(conn, user, claim.password_hash.clone())
                    .await?
            }
        };
        self.users.note_verified(conn, user).await
    }

    /// Sets a new password by the token of a mail, which proves the address, too. All sessions end.
    pub async fn reset_password(
        &self,
        token: &str,
        new: SecretString,
        origin: &Origin,
    ) -> Result<()> {
        self.platform
            .limiter
            .sign_in
            .take(origin.budget_key(), 1)
            .await
            .granted()?;
        // The password is judged and hashed before the transaction: both take long. A bad one does not use the token up.
        let Some(owner) = self.owner_by_link(token).await? else {
            return Err(stale_link());
        };
        let new = self
            .new_password("input.newPassword", &new, &[&owner.name, &owner.email])
            .await?;
        let hash = self.platform.hashing.hash_password(&new).await?;
        let tx = self.platform.db.begin().await?;
        let claim = self.redeem(&tx, token, &[Kind::Reset]).await?;
        let email = Email::parse("email", &claim.email)?;
        let user = self
            .users
            .find_by_email_in(&tx, &email)
            .await?
            .ok_or_else(stale_link)?;
        let id = user.id;
        self.revoke_everything(&tx, id).await?;
        if user.email_verified_at.is_none() {
            // Somebody else may have begun the account; what its owner turned on stays.
            self.forget_factors(&tx, id).await?;
        }
        let user = self.users.set_password(&tx, user, Some(hash)).await?;
        self.users.note_verified(&tx, user).await?;
        self.tell(&tx, &email).await?;
        self.audit
            .record(&tx, Entry::own(Action::ResetPassword, id, origin))
            .await?;
        tx.commit().await?;
        self.announce_ends().await;
        self.platform.queue.wake().await;
        Ok(())
    }

    async fn owner_by_link(&self, token: &str) -> Result<Option<UserRow>> {
        let conn = self.platform.db.conn();
        let Some(link) = link::by_hash(token_hash(token)).one(conn).await? else {
            return Ok(None);
        };
        let Some(claim) = mail_claim::by_id(link.claim_id).one(conn).await? else {
            return Ok(None);
        };
        let Ok(email) = Email::parse("email", &claim.email) else {
            return Ok(None);
        };
        self.users.find_by_email(&email).await
    }

    /// Ends what may be in other hands: sessions, and devices that need not fear the budget of strangers.
    pub(super) async fn revoke_everything(
        &self,
        conn: &impl ConnectionTrait,
        user: UserId,
    ) -> Result<()> {
        self.end_all(conn, user).await?;
        Ok(device::forget_all(conn, user).await?)
    }

    /// The claim behind a mailed token, used up with all others on its address.
    async fn redeem(
        &self,
        conn: &impl ConnectionTrait,
        token: &str,
        kinds: &[Kind],
    ) -> Result<mail_claim::Model> {
        let now = self.platform.clock.now();
        let Some(link) = link::by_hash(token_hash(token)).one(conn).await? else {
            return Err(stale_link());
        };
        let found = mail_claim::by_id_to_change(link.claim_id).one(conn).await?;
        let open = found.filter(|claim| {
            claim.used_at.is_none() && now < claim.expires_at && kinds.contains(&claim.kind)
        });
        let claim = open.ok_or_else(stale_link)?;
        mail_claim::end_all(conn, &claim.email, now).await?;
        Ok(claim)
    }

    /// Ends what others may have asked for with an address that has an owner now, inside the caller's transaction.
    pub(super) async fn end_claims(
        &self,
        conn: &impl ConnectionTrait,
        email: &Email,
    ) -> Result<()> {
        Ok(mail_claim::end_all(conn, email.as_str(), self.platform.clock.now()).await?)
    }

    pub(super) async fn forget_claims(&self) -> Result<()> {
        let (conn, now) = (self.platform.db.conn(), self.platform.clock.now());
        mail_claim::forget(conn, now - VERIFY_FOR).await?;
        Ok(mail_refusal::forget(conn, now).await?)
    }
}

fn stale_link() -> Error {
    Refusal::invalid(
        "input.token",
        "This token is not good, or not any more; ask for another mail.",
    )
    .into()
}
